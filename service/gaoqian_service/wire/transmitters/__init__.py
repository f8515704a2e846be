"""Transmitters: send slips to targets, one module for each kind of target."""

from gaoqian_service.wire.transmitters.transmitter import Transmitter

__all__ = ["Transmitter"]
