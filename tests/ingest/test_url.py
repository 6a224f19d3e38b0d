"""Url: an address is shown without what only its server may know."""

import pytest

from ingest.url import secrets_in, without_secrets


@pytest.mark.parametrize(
    ("address", "shown", "masked"),
    [
        ("http://host:8000/v1", "http://host:8000/v1", "http://host:8000/v1"),
        ("http://usr:SECRETPW@host/v1", "http://host/v1", "http://***@host/v1"),
        ("http://host/v1?api-key=SECRETPW#top", "http://host/v1", "http://host/v1?***"),
        ("http://u:SECRET/PW?x@host/v1", "http://host/v1", "http://***@host/v1"),
        ("postgresql+psycopg://u:SECRETPW@db/x", "postgresql+psycopg://db/x", "postgresql+psycopg://***@db/x"),
        ("openai:name", "openai:name", "openai:name"),
    ],
)
def test_an_address_is_shown_without_its_secrets(address, shown, masked):
    """Neither user and password nor query and fragment are left; a mask may stand in their place."""
    assert without_secrets(address) == shown
    assert without_secrets(address, "***") == masked


def test_the_secrets_of_an_address_are_known():
    """The password, and the values of the query."""
    assert secrets_in("http://usr:SECRETPW@host/v1?api-key=OTHERKEY&v=1") == ("SECRETPW", "OTHERKEY")
    assert secrets_in("http://host/v1") == secrets_in("") == ()
