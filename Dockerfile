# The portal for a real server: the same entry points as `make run`, without the embedded servers.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 libfontconfig1 \
        tesseract-ocr tesseract-ocr-rus tesseract-ocr-kir \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home portal \
    && mkdir /srv/files && chown portal /srv/files

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PORTAL_MODE=production MEDIA_ROOT=/srv/files
WORKDIR /srv/portal

COPY requirements/run.lock requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/run.lock

COPY . .
# Values for this step only: the settings want them, collecting does not use them.
RUN SECRET_KEY=building SITE_URL=https://building.example ALLOWED_HOSTS=building.example \
    DATABASE_URL=postgres:/// CELERY_BROKER_URL=redis:// EMAIL_URL=smtp:// \
    sh -c 'python manage.py compile_catalogs && python manage.py collectstatic --noinput'

USER portal
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--no-ws", "--workers-kill-timeout", "5", "unmn.wsgi:application"]
