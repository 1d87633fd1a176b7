"""From tables to numbers and charts; nothing here knows about the book that shows them.

``tables`` reads and checks ``data/``, ``measures`` computes, ``charts`` draws. Each imports only what stands before it.
"""
