"""Funds, for programs: asked for by one, confirmed or refused by another."""

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from lumbung.core.api import api_may
from lumbung.payments import actions
from lumbung.payments.models import Fund

router = Router(tags=["payments"])


class FundIn(Schema):
    """A fund and the account that it is paid from. Budget in rupiah; region `0` is the nation."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    source: Fund.Source
    fiscal_year: Annotated[int, Field(ge=2017, le=2100)]
    budget: Annotated[int, Field(ge=1, le=10**15)]
    region_code: Annotated[str, Field(pattern=r"^(0|\d{2}(\.\d{2}){0,2})$")] = "0"
    payer_name: Annotated[str, Field(min_length=1, max_length=120)]
    payer_account: Annotated[str, Field(pattern=r"^\d{6,34}$")]


class FundOut(Schema):
    """A fund and how far it has come."""

    id: int
    name: str
    source: str
    fiscal_year: int
    budget: int
    region_code: str
    status: str


@router.post("/funds", response={201: FundOut}, summary="Ask for a fund")
@api_may("payments.manage_fund")
def open_fund(request: HttpRequest, told: FundIn) -> Status[Fund]:
    """Nothing leaves it before another person has confirmed it; asked again it is the same fund."""
    return Status(201, actions.open_fund(**told.dict(), by=request.user))


@router.post("/funds/{fund_id}/confirm", response=FundOut, summary="Confirm the budget of a fund")
@api_may("payments.sign_act")
def confirm_fund(request: HttpRequest, fund_id: int) -> Fund:
    """By another person than who asked; a large budget needs two."""
    return actions.confirm_fund(fund_id=fund_id, by=request.user, at=timezone.now())


@router.post("/funds/{fund_id}/refuse", response=FundOut, summary="Refuse a fund that was asked for")
@api_may("payments.sign_act")
def refuse_fund(request: HttpRequest, fund_id: int) -> Fund:
    """Its budget goes back to where it came from."""
    return actions.refuse_fund(fund_id=fund_id, by=request.user, at=timezone.now())
