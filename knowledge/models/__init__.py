from knowledge.models.document import Document, NamedReader
from knowledge.models.release import Release
from knowledge.models.update import SeenUpdate, Update
from knowledge.models.version import AccessRecord, DocumentVersion, Page

__all__ = (
    "AccessRecord", "Document", "DocumentVersion", "NamedReader", "Page", "Release", "SeenUpdate", "Update",
)  # fmt: skip
