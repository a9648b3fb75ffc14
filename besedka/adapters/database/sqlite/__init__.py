"""The embedded database. The library is prepared before the first module here imports `sqlite3`, which begins to use it."""

from besedka.adapters.database.sqlite.library import prepare

prepare()
