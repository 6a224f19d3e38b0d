"""Service: the client of this process and what it fetched before, shared by the pages. The service is at `GAIHI_URL`."""

import os

import streamlit as st

from assistant.grounds import shipped_documents
from assistant.hit import SourceView
from ui.client import DEFAULT_URL, Client, ClientError
from ui.questions import Questions, questions_of


def service_url() -> str:
    """Where the service is."""
    return os.environ.get("GAIHI_URL") or DEFAULT_URL


@st.cache_resource
def client_at(url: str) -> Client:
    """The client of a service. Raises ClientError for a URL that is none."""
    return Client(url)


@st.cache_data(ttl=30, show_spinner=False)
def sources_at(url: str) -> tuple[SourceView, ...]:
    """The sources of a service. Raises ClientError."""
    return client_at(url).sources()


@st.cache_data(ttl=300, show_spinner=False)
def questions_at(url: str) -> Questions:
    """The facts that a service asks for. Raises ClientError."""
    return questions_of(client_at(url).facts())


def known_questions(url: str) -> Questions:
    """The same; none where the service cannot say."""
    try:
        return questions_at(url)
    except ClientError:
        return Questions()


def known_titles(url: str) -> dict[str, str]:
    """Short titles by id: those of the service over those that ship."""
    try:
        return {**shipped_documents().titles} | {source.id: source.short for source in sources_at(url)}
    except ClientError:
        return dict(shipped_documents().titles)
