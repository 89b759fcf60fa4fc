"""Boards as SQLite files, in which every change is a step that can be undone; the only package that imports Peewee.

The rest of learnboard uses `Store`: values of the domain go in and come out.
"""
