from django.db import migrations

FORWARDS = """
CREATE FUNCTION devagent_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is only added to.' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER devagent_audit_is_append_only
    BEFORE UPDATE OR DELETE ON devagent_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION devagent_refuse_change();
"""
BACKWARDS = """
DROP TRIGGER devagent_audit_is_append_only ON devagent_auditentry;
DROP FUNCTION devagent_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("devagent", "0012_approvals_and_audit")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
