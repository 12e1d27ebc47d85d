"""Content: YAML files on the one side, a frozen `KnowledgeBase` on the other, and every check in between.

`compile.load_knowledge` is what the programs call; it parses YAML only when the content has changed.
"""
