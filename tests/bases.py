"""Bases of cities for tests: real MMDB files that any reader of the format reads."""

from pathlib import Path

from mmdb_writer import MMDBWriter
from netaddr import IPSet

TVER = {"ru": "Тверь", "en": "Tver"}
KAZAN = {"ru": "Казань", "en": "Kazan"}


def write_base(path: Path, cities: dict[str, object]) -> Path:
    """Write a base in which these networks are in these cities; `cities` names what a city's record holds."""
    writer = MMDBWriter(ip_version=6, ipv4_compatible=True, database_type="Test-City", languages=["ru", "en"])
    for network, names in cities.items():
        writer.insert_network(IPSet([network]), {"city": {"names": names}})
    writer.to_db_file(str(path))
    return path
