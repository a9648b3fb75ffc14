"""What is missing, when a bucket does not do what it should: tried one by one, said with the cure."""

import secrets
from collections.abc import Awaitable, Callable

from besedka.adapters.files.s3.bucket import ELSEWHERE, NO_ANSWER, NO_BUCKET, NO_RIGHT, TOO_LATE, Address, Bucket
from besedka.domain.errors import Fault
from besedka.ports.files import FilesFailed

_KEYS = {"InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "InvalidSecurity"}
_REGIONS = {ELSEWHERE, "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"}


async def examine(bucket: Bucket) -> str:
    """Return where the bucket is, after it has done everything that is asked of it. Fault `s3_…` names what is missing.

    Writes one small object and removes it.
    """
    probe = f".besedka-doctor-{secrets.token_hex(8)}"
    needed: list[tuple[str, Callable[[], Awaitable[object]]]] = [
        ("s3:PutObject", lambda: bucket.put(probe, b"?")),
        ("s3:GetObject", lambda: bucket.read(probe, 0, 1)),
        ("s3:ListBucket", lambda: bucket.get(f"{probe}-not-there")),  # without it, what is not there is refused
        ("s3:DeleteObject", lambda: bucket.delete(probe)),
    ]
    for right, work in needed:
        try:
            await work()
        except FilesFailed as failed:
            raise _fault(str(failed), right, bucket.address) from failed
    return str(bucket.address)


def _fault(word: str, right: str, at: Address) -> Fault:
    where = at.endpoint or "Amazon's own endpoint"
    if word in (NO_ANSWER, TOO_LATE):
        return Fault(
            "s3_unreachable",
            f"{where} does not answer. Check BESEDKA_S3_ENDPOINT, and that it can be reached from here.",
        )
    if word == NO_BUCKET:
        return Fault(
            "s3_no_bucket", f"There is no bucket {at.bucket!r} at {where}. Make it, or correct BESEDKA_S3_BUCKET."
        )
    if word in _KEYS:
        return Fault("s3_key_refused", f"{where} refuses the key ({word}). Check BESEDKA_S3_KEY and BESEDKA_S3_SECRET.")
    if word in _REGIONS:
        return Fault(
            "s3_region", f"The bucket {at.bucket!r} is not in {at.region} ({word}). Correct BESEDKA_S3_REGION."
        )
    if word == NO_RIGHT:
        return Fault("s3_no_right", f"The key may not do {right} in the bucket {at.bucket!r}. Give it that right.")
    return Fault("s3_failed", f"The bucket {at.bucket!r} at {where} refused {right} and said {word}.")
