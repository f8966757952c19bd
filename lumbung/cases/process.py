"""The figures of the case process by day: how long a step may take, how long somebody may stay in a centre."""

from pathlib import Path

from lumbung.law import Parameters

PARAMETERS = Parameters.load(Path(__file__).parent / "parameters.yaml")
