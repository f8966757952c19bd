"""Warnings as the weather office writes them, in CAP 1.2."""

import datetime as dt

UNTIL = dt.datetime(2026, 11, 9, 18, tzinfo=dt.timezone(dt.timedelta(hours=7)))
_MESSAGE = """<?xml version="1.0"?>{head}
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>{identifier}</identifier><sender>cap@bmkg.go.id</sender>
  <sent>2026-11-09T{sent:02d}:00:00+07:00</sent><status>{status}</status><msgType>{kind}</msgType><scope>Public</scope>
  {references}
  <info>
    <language>en-US</language><category>Met</category><event>{event}</event><urgency>Expected</urgency>
    <severity>{severity}</severity><certainty>Likely</certainty><headline>Heat is expected</headline>
    <area><areaDesc>{area}</areaDesc></area>
  </info>
  <info>
    <language>id-ID</language><category>Met</category><event>{event}</event><urgency>Expected</urgency>
    <severity>{severity}</severity><certainty>Likely</certainty>
    <effective>2026-11-09T09:00:00+07:00</effective><expires>2026-11-09T18:00:00+07:00</expires>
    <headline>Suhu panas ekstrem hingga malam</headline>
    <area><areaDesc>{area}</areaDesc></area>
  </info>
</alert>"""

_DRAWN = """<?xml version='1.0' encoding='UTF-8'?>
<cap:alert xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2">
  <cap:identifier>2.49.0.1.360.0.2026.11.09.01</cap:identifier><cap:sender>BMKG</cap:sender>
  <cap:sent>2026-11-09T01:00:00+00:00</cap:sent><cap:status>Actual</cap:status><cap:msgType>Alert</cap:msgType>
  <cap:scope>Public</cap:scope>{infos}
</cap:alert>"""
_INFO = """
  <cap:info><cap:language>{language}</cap:language><cap:category>Met</cap:category><cap:event>{event}</cap:event>
    <cap:urgency>Immediate</cap:urgency><cap:severity>Moderate</cap:severity><cap:certainty>Observed</cap:certainty>
    <cap:effective>2026-11-09T12:00:00+07:00</cap:effective><cap:expires>{expires}</cap:expires>
    <cap:senderName>BMKG</cap:senderName><cap:headline>{event} di Jawa Tengah</cap:headline>
    <cap:area><cap:areaDesc>{area}</cap:areaDesc>{ground}</cap:area></cap:info>"""
SQUARE = "<cap:polygon>-7.2,110.0 -7.2,110.2 -7.4,110.2 -7.4,110.0 -7.2,110.0</cap:polygon>"


def storm(*infos: dict[str, str]) -> bytes:
    """A warning as the nowcast of the weather office has it: a province by name, the ground drawn in polygons."""
    usual = {
        "language": "id-ID", "event": "Hujan Lebat dan Petir", "expires": "2026-11-09T15:00:00+07:00",
        "area": "Jawa Tengah", "ground": SQUARE,
    }  # fmt: skip
    return _DRAWN.format(infos="".join(_INFO.format(**usual | info) for info in infos or ({},))).encode()


def heat(
    *, identifier: str = "BMKG-1", kind: str = "Alert", status: str = "Actual", event: str = "Suhu Panas",
    severity: str = "Severe", area: str = "Kabupaten Temanggung", head: str = "", references: str = "",
    sent: int = 8,
) -> bytes:  # fmt: skip
    """A warning of heat for a regency, sent at an hour of the morning; `references` has blanks between numbers."""
    pointed = " ".join(f"cap@bmkg.go.id,{number},2026-11-09T08:00:00+07:00" for number in references.split())
    earlier = f"<references>{pointed}</references>" if pointed else ""
    told = {"identifier": identifier, "kind": kind, "status": status, "event": event, "severity": severity}
    return _MESSAGE.format(**told, area=area, head=head, references=earlier, sent=sent).encode()
