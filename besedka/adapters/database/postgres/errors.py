"""What the house calls PostgreSQL's errors."""

import asyncpg

from besedka.ports.database import ConstraintFailed, DatabaseFailed

_LOST = (
    OSError, TimeoutError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.InternalClientError,
    asyncpg.OperatorInterventionError, asyncpg.TransactionRollbackError, asyncpg.LockNotAvailableError,
    asyncpg.TooManyConnectionsError, asyncpg.InvalidCachedStatementError, asyncpg.InvalidTransactionStateError,
    asyncpg.IdleInTransactionSessionTimeoutError, asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError,
)  # fmt: skip
_DISK = (asyncpg.InsufficientResourcesError, asyncpg.PostgresSystemError, asyncpg.DataCorruptedError)


def translate(error: BaseException) -> BaseException:
    """Return what the house calls this error; anything else, like a value that cannot be stored, as it is."""
    text = f"{type(error).__name__}: {error}"
    if isinstance(error, asyncpg.IntegrityConstraintViolationError):
        return ConstraintFailed(text)
    if isinstance(error, asyncpg.ReadOnlySQLTransactionError):
        return DatabaseFailed("read_only", text)
    if isinstance(error, ValueError):
        return error
    if isinstance(error, _LOST):
        return DatabaseFailed("busy", text)
    return DatabaseFailed("disk_failing", text) if isinstance(error, _DISK) else error
