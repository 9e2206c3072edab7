"""From one article its mentions: when, where, what, how many and who, each with its characters.

Pure: `read.read` takes an article and the tools that `data.load_tools` built once. Words, numbers
and names of each language stand in `data_files/`, not in the code.
"""
