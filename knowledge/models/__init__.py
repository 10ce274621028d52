from knowledge.models.document import Document, NamedReader
from knowledge.models.version import AccessRecord, DocumentVersion, Page

__all__ = ("AccessRecord", "Document", "DocumentVersion", "NamedReader", "Page")
