"""The rival: what the server does for a message, written the way a Python team would write it.

Saves the visitor's message before it answers, streams the model's answer as events, and saves the answer at its end.
"""
import json
import os

import asyncpg
import httpx
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.on_event("startup")
async def start():
    app.state.database = await asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=10, max_size=10)
    await app.state.database.execute(
        """
        CREATE TABLE message (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          dialog uuid NOT NULL, role text NOT NULL, text text NOT NULL, at timestamptz NOT NULL DEFAULT now());
        CREATE INDEX message_dialog ON message (dialog, id);
        """
    )
    app.state.provider = httpx.AsyncClient(
        base_url=os.environ["PROVIDER"],
        timeout=httpx.Timeout(60.0),
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=2000),
    )


@app.get("/ready")
async def ready():
    return {}


@app.get("/dialogs/{dialog}/messages")
async def messages(dialog: str):
    rows = await app.state.database.fetch("SELECT role, text FROM message WHERE dialog = $1 ORDER BY id LIMIT 20", dialog)
    return {"items": [dict(row) for row in rows]}


@app.post("/dialogs/{dialog}/messages")
async def send(dialog: str, request: Request):
    text = (await request.json())["text"]
    database = app.state.database
    await database.execute("INSERT INTO message (dialog, role, text) VALUES ($1, 'user', $2)", dialog, text)
    rows = await database.fetch("SELECT role, text FROM message WHERE dialog = $1 ORDER BY id DESC LIMIT 40", dialog)
    messages = [{"role": row["role"], "content": row["text"]} for row in reversed(rows)]

    async def events():
        answer = []
        body = {"model": "m", "stream": True, "messages": messages}
        async with app.state.provider.stream("POST", "/v1/chat/completions", json=body) as response:
            async for line in response.aiter_lines():
                if not line.startswith("data: {"):
                    continue
                delta = json.loads(line[6:])["choices"][0]["delta"]
                piece = delta.get("content") or delta.get("reasoning_content")
                if piece:
                    answer.append(piece)
                    yield f"event: text\ndata: {json.dumps({'t': piece})}\n\n"
        await database.execute("INSERT INTO message (dialog, role, text) VALUES ($1, 'assistant', $2)", dialog, "".join(answer))
        yield "event: done\ndata: {}\n\n"

    return StreamingResponse(events(), media_type="text/event-stream", headers={"Cache-Control": "no-cache"})
