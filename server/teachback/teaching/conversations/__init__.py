"""The conversations that teaching may start from: of a story, a dump, a tracker store or a running Rasa."""
