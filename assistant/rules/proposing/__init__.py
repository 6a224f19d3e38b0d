"""Reading facts out of words. Use assistant.rules.propose; these modules are its parts."""
