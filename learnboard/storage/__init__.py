"""Where a board is kept: one SQLite file, every change a step that can be undone (the only package with Peewee).

`Store` is what the rest of learnboard sees; values of the domain go in and come out.
"""
