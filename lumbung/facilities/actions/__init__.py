"""Writes: open a house, let in, extend, live, leave; book, teach; take readings. One verb, one function."""

from lumbung.core.wording import NumberWritten, SomebodyActs
from lumbung.facilities.actions.admitting import (
    AlreadyInside,
    Arrival,
    BadArrival,
    BedTaken,
    NoBed,
    NotForThem,
    NotOpenNow,
    OthersWaitLonger,
    admit,
    admit_waiting,
    move_bed,
    name_person,
    set_readers,
    wait,
    withdraw_waiting,
)
from lumbung.facilities.actions.booking import NotBookable, RoomTaken, book_room, decide_booking, withdraw_booking
from lumbung.facilities.actions.climate import (
    Measured,
    Taken,
    TooLongByHand,
    move_windows,
    set_window,
    take_readings,
)
from lumbung.facilities.actions.common import (
    HasLeft,
    IsClosed,
    SamePersonDecides,
    SaySomething,
)
from lumbung.facilities.actions.extending import (
    ConferenceMissing,
    NoMoreExtensions,
    ask_extension,
    decide_extension,
)
from lumbung.facilities.actions.glass import GlassNotNeeded, NoVerdict, break_glass, review_glass
from lumbung.facilities.actions.houses import (
    BadHouse,
    StillTaken,
    add_beds,
    add_room,
    change_facility,
    close_facility,
    open_facility,
    set_bed_in_use,
)
from lumbung.facilities.actions.learning import (
    BadCourse,
    CourseFull,
    TooFewHours,
    certify,
    join_course,
    note_hours,
    open_course,
    stop_learning,
)
from lumbung.facilities.actions.living import (
    BackTooEarly,
    BadCount,
    BelongingsRemain,
    IsAway,
    WitnessMissing,
    come_back,
    count_meal,
    discharge,
    give_back,
    go_out,
    keep_belonging,
    note_incident,
)

__all__ = [
    "AlreadyInside", "Arrival", "BackTooEarly", "BadArrival", "BadCount", "BadCourse", "BadHouse", "BedTaken",
    "BelongingsRemain", "ConferenceMissing", "CourseFull", "GlassNotNeeded", "HasLeft", "IsAway", "IsClosed",
    "Measured", "NoBed", "NoMoreExtensions", "NoVerdict", "NotBookable", "NotForThem", "NotOpenNow", "NumberWritten",
    "OthersWaitLonger", "RoomTaken", "SamePersonDecides", "SaySomething", "SomebodyActs", "StillTaken", "Taken",
    "TooFewHours", "TooLongByHand", "WitnessMissing", "add_beds", "add_room", "admit", "admit_waiting", "ask_extension",
    "book_room", "break_glass", "certify", "change_facility", "close_facility", "come_back", "count_meal",
    "decide_booking", "decide_extension", "discharge", "give_back", "go_out", "join_course", "keep_belonging",
    "move_bed", "move_windows", "name_person", "note_hours", "note_incident", "open_course", "open_facility",
    "review_glass", "set_bed_in_use", "set_readers", "set_window", "stop_learning", "take_readings", "wait",
    "withdraw_booking", "withdraw_waiting",
]  # fmt: skip
