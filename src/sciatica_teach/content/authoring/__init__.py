"""What somebody who writes content in the browser needs of the files: names, texts, checks, and a safe way to save.

    places      which files can be written here, and under which names
    keeping     read with a stamp, save only over what was read, the former version kept
    beginning   a first text for a case or for a question of any kind
    proving     one text checked as if it were saved, over everything else
    editing     one value of a text changed, its comments left alone
    forms       the text as fields to fill in
"""
