"""Questions that were asked before, in the wording by which they are compared."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from queryassist.memory.wording import normalise

BATCH = 1_000


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    questions = apps.get_model("queryassist", "Question").objects
    rows = questions.filter(wording="").exclude(text="").only("pk", "text")
    batch = []
    for row in rows.iterator(chunk_size=BATCH):
        row.wording = normalise(row.text)
        batch.append(row)
        if len(batch) == BATCH:
            questions.bulk_update(batch, ["wording"])
            batch = []
    questions.bulk_update(batch, ["wording"])


class Migration(migrations.Migration):
    dependencies = [("queryassist", "0013_memory")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
