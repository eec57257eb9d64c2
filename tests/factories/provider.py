"""Another organization's sign-in: an OpenID Connect provider on this machine, with code and PKCE."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENT, SECRET = "keyway", "a secret between the two"


@dataclass
class Provider:
    """What the provider knows, and whom it vouches for now.

    Attributes:
        url: where it stands.
        claims: what it says of whoever signs in next.
        challenges: by code, the challenge that the token must be asked for with.
        refused: requests for a token that it refused.
    """

    url: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    challenges: dict[str, str] = field(default_factory=dict)
    refused: int = 0
    key: Any = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    def vouch(self, email: str, *, is_verified: bool = True, number: str = "7") -> None:
        """Vouch for an address, proven or not."""
        self.claims = {"sub": number, "email": email, "email_verified": is_verified, "name": "A"}

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where the browser goes with its code."""
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe()
        self.challenges[code] = asked["code_challenge"]
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str]) -> dict[str, Any] | None:
        """Return a token for a code, once, to whoever began the sign-in."""
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        is_known = (asked.get("client_id"), asked.get("client_secret")) == (CLIENT, SECRET)
        if not is_known or self.challenges.pop(asked.get("code", ""), None) != proof:
            self.refused += 1
            return None
        now = int(time.time())
        said = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims}
        signed = jwt.encode(said, self.key, "RS256", headers={"kid": "1"})
        return {"access_token": "t", "token_type": "Bearer", "expires_in": 60, "id_token": signed}

    def configuration(self) -> dict[str, Any]:
        """Return what the provider says about itself."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def app(self) -> dict[str, Any]:
        """Return the provider as the settings name it."""
        return {
            "provider_id": "oidc",
            "name": "Copper Valley USD",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": self.url, "verified_email": False},
        }


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/authorize":
            self.send_response(302)
            asked = {name: values[0] for name, values in parse_qs(url.query).items()}
            self.send_header("Location", self.provider.authorize(asked))
            self.end_headers()
            return
        known = {"/userinfo": self.provider.claims, "/keys": {"keys": []}}
        self._say(known.get(url.path, self.provider.configuration()))

    def do_POST(self) -> None:
        words = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(words).items()}
        said = self.provider.token(asked)
        self._say(said or {"error": "invalid_grant"}, 200 if said else 400)

    def _say(self, what: dict[str, Any], status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())

    def log_message(self, *said: object) -> None:
        """Say nothing on the terminal."""


@contextmanager
def provider() -> Iterator[Provider]:
    """Run a provider on this machine until the block ends."""
    stands = Provider()
    handler = type("Handler", (_Handler,), {"provider": stands})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    stands.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stands
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
