"""A real server of the S3 protocol on a socket of this machine, the vendor's own client to look behind our back, and a line to break."""

import asyncio
import contextlib
import json
import logging
import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx2

from besedka.config import Settings

REGION = "eu-central-1"
RIGHTS = ("s3:PutObject", "s3:GetObject", "s3:ListBucket", "s3:DeleteObject")


class S3:
    """The server, and a bucket in it. `client` is boto3's."""

    def __init__(self) -> None:
        from moto.server import ThreadedMotoServer  # a second of imports, which whoever has no bucket is spared

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
        self._server.start()
        host, port = self._server.get_host_and_port()
        self.url = f"http://{host}:{port}"
        self.client = self._boto("s3")

    def _boto(self, service: str) -> Any:
        import boto3

        return boto3.client(
            service, endpoint_url=self.url, region_name=REGION, aws_access_key_id="root", aws_secret_access_key="root"
        )

    def bucket(self) -> str:
        """Make a bucket; return its name."""
        name = f"chat-{secrets.token_hex(6)}"
        self.client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        return name

    def objects(self, bucket: str) -> dict[str, bytes]:
        """Return everything that is in a bucket, as the vendor's client reads it."""
        found = self.client.list_objects_v2(Bucket=bucket).get("Contents", [])
        return {one["Key"]: self.client.get_object(Bucket=bucket, Key=one["Key"])["Body"].read() for one in found}

    def halves(self, bucket: str) -> int:
        """Return how many contents lie there in parts that were never put together."""
        return len(self.client.list_multipart_uploads(Bucket=bucket).get("Uploads", []))

    def drop(self, bucket: str) -> None:
        """Take a bucket away with all that is in it."""
        for name in self.objects(bucket):
            self.client.delete_object(Bucket=bucket, Key=name)
        self.client.delete_bucket(Bucket=bucket)

    def key(self, rights: Iterable[str]) -> tuple[str, str]:
        """Return the key and the secret of somebody with these rights."""
        iam, name = self._boto("iam"), secrets.token_hex(6)
        iam.create_user(UserName=name)
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [*rights], "Resource": "*"}]}
        iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=json.dumps(policy))
        made = iam.create_access_key(UserName=name)["AccessKey"]
        return made["AccessKeyId"], made["SecretAccessKey"]

    def check_keys(self, on: bool) -> None:
        """Have keys and rights checked from now on, or not."""
        answer = httpx2.post(f"{self.url}/moto-api/reset-auth", content=b"0" if on else b"Infinity", verify=False)
        answer.raise_for_status()

    def settings(self, settings: Settings, bucket: str, **others: str) -> Settings:
        """Return the settings with this bucket in them."""
        named = {
            "s3_bucket": bucket, "s3_endpoint": self.url, "s3_region": REGION, "s3_key": "root", "s3_secret": "root",
            "s3_prefix": "files", **others,
        }  # fmt: skip
        return settings.model_copy(update=named)

    def stop(self) -> None:
        """End the server."""
        self._server.stop()


class Line:
    """The way to the bucket: passes everything on until it is cut, or holds its breath."""

    def __init__(self, url: str) -> None:
        self._target = urlsplit(url)
        self.url = ""
        self.away = False
        """True: nobody may connect, and who was connected is cut off."""
        self.talks = asyncio.Event()
        """Cleared: what is asked gets no answer."""
        self.talks.set()
        self.cut_after: int | None = None
        """Bytes of the next answers after which the line is cut."""
        self._writers: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        """Be away."""
        self.away = True
        for writer in list(self._writers):
            writer.transport.abort()

    async def relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Relay one connection."""
        if self.away:
            writer.transport.abort()
            return
        there_reader, there = await asyncio.open_connection(self._target.hostname, self._target.port)
        self._writers |= {writer, there}
        with contextlib.suppress(OSError):
            await asyncio.gather(self._pass(reader, there, False), self._pass(there_reader, writer, True))
        for end in (writer, there):
            self._writers.discard(end)
            end.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answers: bool) -> None:
        while data := await reader.read(65536):
            await self.talks.wait()
            if answers and self.cut_after is not None:
                self.cut_after -= len(data)
                if self.cut_after < 0:
                    self.cut()
                    return
            writer.write(data)
            await writer.drain()
        writer.transport.abort()


@asynccontextmanager
async def line_to(url: str) -> AsyncIterator[Line]:
    """Lend a line to the S3 server."""
    line = Line(url)
    server = await asyncio.start_server(line.relay, "127.0.0.1", 0)
    line.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield line
    finally:
        server.close()
        line.cut()
