"""Delivery: where slips go, one file a kind of target."""

from gaoqian_service.wire.delivery.target import Target

__all__ = ["Target"]
