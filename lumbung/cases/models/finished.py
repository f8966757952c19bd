"""What is signed stays: promises of assessments that the database keeps, for one row and for bulk updates alike."""

import pgtrigger


def never_changed() -> pgtrigger.Protect:
    """Refuses UPDATE and DELETE, for what was loaded once and is used from then on."""
    return pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


class SignedStays(pgtrigger.Trigger):
    """After the signature nothing of an assessment changes but the wall, by which a case takes its rows along."""

    name = "signed_stays"
    when = pgtrigger.Before
    operation = pgtrigger.Update
    condition = pgtrigger.Condition("OLD.status <> 'draft'")
    func = """
            IF to_jsonb(OLD) - '{sensitive,region_code}'::text[]
               <> to_jsonb(NEW) - '{sensitive,region_code}'::text[] THEN
                RAISE EXCEPTION 'assessment % is signed', OLD.id;
            END IF;
            RETURN NEW;
        """


def stays() -> list[pgtrigger.Trigger]:
    """For assessments: none is ever deleted, and a signed one stays as it is."""
    return [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete), SignedStays()]


class OnlyOfDraft(pgtrigger.Trigger):
    """Answers are given, changed and thrown away while the assessment is a draft."""

    when = pgtrigger.Before

    def __init__(self, action: str) -> None:
        row = "OLD" if action == "delete" else "NEW"
        operation = {
            "insert": pgtrigger.Insert,
            "update": pgtrigger.UpdateOf("question", "value", "former", "version", "assessment_id", "case_id"),
            "delete": pgtrigger.Delete,
        }[action]
        super().__init__(
            name=f"only_of_draft_{action}",
            operation=operation,
            func=f"""
            IF NOT EXISTS (SELECT 1 FROM cases_assessment a
                            WHERE a.id = {row}.assessment_id AND a.case_id = {row}.case_id AND a.status = 'draft') THEN
                RAISE EXCEPTION 'assessment % is signed, or of another case', {row}.assessment_id;
            END IF;
            RETURN {row};
            """,
        )


def of_draft() -> list[pgtrigger.Trigger]:
    """For answers."""
    return [OnlyOfDraft("insert"), OnlyOfDraft("update"), OnlyOfDraft("delete")]


class ScoreOfTheFinished(pgtrigger.Trigger):
    """A draft has no score."""

    name = "score_of_the_finished"
    when = pgtrigger.Before
    operation = pgtrigger.Insert
    func = """
            IF NOT EXISTS (SELECT 1 FROM cases_assessment a
                            WHERE a.id = NEW.assessment_id AND a.case_id = NEW.case_id AND a.status = 'finished') THEN
                RAISE EXCEPTION 'assessment % is a draft and has no score', NEW.assessment_id;
            END IF;
            RETURN NEW;
        """
