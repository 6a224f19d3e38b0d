"""App: `streamlit run ui/app.py`: the pages, the chat first."""

import streamlit as st

from ui.places import chat_page, check_page, drafts_page


def main() -> None:
    """Show the page that the address names."""
    st.navigation([chat_page(), check_page(), drafts_page()], position="hidden").run()


if __name__ == "__main__":
    main()
