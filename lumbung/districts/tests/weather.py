"""Warnings as the weather office writes them, in CAP 1.2."""

import datetime as dt

UNTIL = dt.datetime(2026, 11, 9, 18, tzinfo=dt.timezone(dt.timedelta(hours=7)))
_MESSAGE = """<?xml version="1.0"?>{head}
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>{identifier}</identifier><sender>cap@bmkg.go.id</sender>
  <sent>2026-11-09T08:00:00+07:00</sent><status>{status}</status><msgType>{kind}</msgType><scope>Public</scope>
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


def heat(
    *, identifier: str = "BMKG-1", kind: str = "Alert", status: str = "Actual", event: str = "Suhu Panas",
    severity: str = "Severe", area: str = "Kabupaten Temanggung", head: str = "", references: bool = False,
) -> bytes:  # fmt: skip
    """A warning of heat for a regency."""
    earlier = "<references>cap@bmkg.go.id,BMKG-1,2026-11-09T08:00:00+07:00</references>" if references else ""
    told = {"identifier": identifier, "kind": kind, "status": status, "event": event, "severity": severity}
    return _MESSAGE.format(**told, area=area, head=head, references=earlier).encode()
