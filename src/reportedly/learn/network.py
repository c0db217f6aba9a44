"""The network: a small encoder, a head for anchors, and a reader that looks at the text once for each claim."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from reportedly.find.learned.labels import ATTRIBUTES, DISTANCES, LABELS, ROLES
from reportedly.find.learned.words import FEATURE_SIZES

WIDTH, HEADS, INNER, POSITIONS = 384, 12, 1536, 512  # all-MiniLM-L6-v2
ROLE_WIDTH = 48


class Attention(nn.Module):
    """Multi-head attention with separate query, key and value maps, as in BERT."""

    def __init__(self, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)

    def forward(self, asking: Tensor, told: Tensor, bias: Tensor) -> Tensor:
        """`asking` [B, N, D] looks at `told` [B, L, D]; `bias` [B, H or 1, N or 1, L] is added to the scores."""

        def split(x: Tensor) -> Tensor:
            return x.view(x.shape[0], x.shape[1], self.heads, WIDTH // self.heads).transpose(1, 2)

        q, k, v = split(self.query(asking)), split(self.key(told)), split(self.value(told))
        if self.training:  # in half precision throughout; the fused kernel takes longer on a processor
            out = half_attention(q, k, v, bias)
        else:  # the form that ONNX writes well
            scores = q @ k.transpose(-1, -2) / math.sqrt(WIDTH // self.heads) + bias
            out = torch.softmax(scores, -1) @ v
        return out.transpose(1, 2).reshape(asking.shape[0], asking.shape[1], WIDTH)


def half_attention(q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
    """Attention of q [B, H, N, D] over k, v [B, H, L, D] in the precision of q, which the softmax is not lifted out of."""
    batch, heads, asking, width = q.shape
    told = k.shape[2]
    with torch.autocast("cpu", enabled=False):
        full = bias.to(q.dtype).expand(batch, heads, asking, told).reshape(-1, asking, told)
        keys = k.reshape(-1, told, width).transpose(1, 2)
        scores = torch.baddbmm(full, q.reshape(-1, asking, width), keys, alpha=1 / math.sqrt(width))
        out = torch.bmm(torch.softmax(scores, -1), v.reshape(-1, told, width))
    return out.view(batch, heads, asking, width)


class Layer(nn.Module):
    """One layer: attention, then two linear maps, each with a shortcut and a norm after it."""

    def __init__(self, heads: int, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(heads)
        self.output, self.norm1 = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer, self.norm2 = (
            nn.Linear(WIDTH, INNER),
            nn.Linear(INNER, WIDTH),
            nn.LayerNorm(WIDTH, eps=1e-12),
        )
        self.dropout = nn.Dropout(dropout)

    def forward(self, asking: Tensor, told: Tensor, bias: Tensor) -> Tensor:
        x = self.norm1(asking + self.dropout(self.output(self.attention(asking, told, bias))))
        out: Tensor = self.norm2(x + self.dropout(self.outer(nn.functional.gelu(self.inner(x)))))
        return out


class Encoder(nn.Module):
    """Word pieces and word features in; states of words, and a logit for each label at each word, out."""

    def __init__(self, vocabulary: int, layers: int, dropout: float) -> None:
        super().__init__()
        self.pieces, self.positions = nn.Embedding(vocabulary, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.features = nn.ModuleList(nn.Embedding(size, WIDTH) for size in FEATURE_SIZES)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(HEADS, dropout) for _ in range(layers))
        self.anchor_inner, self.anchor_outer = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, len(LABELS))
        for table in self.features:
            nn.init.zeros_(table.weight)  # type: ignore[arg-type]
        nn.init.constant_(self.anchor_outer.bias, -5.0)

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor]:
        """ids, mask [B, P]; features [B, P, F]; firsts [B, W], the first piece of each word → [B, W, D], [B, W, T]."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.pieces(ids) + self.positions(place) + self.kinds.weight[0]
        for i, table in enumerate(self.features):
            x = x + table(features[:, :, i])
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, x, bias)
        states = torch.gather(x, 1, firsts[:, :, None].expand(-1, -1, WIDTH))
        return states, self.anchor_outer(self.dropout(nn.functional.gelu(self.anchor_inner(states))))


class ClaimReader(nn.Module):
    """Reads the window once for each claim: which words fill which role, and the claim's closed slots."""

    def __init__(self, layers: int, dropout: float) -> None:
        super().__init__()
        self.label = nn.Embedding(len(LABELS), WIDTH)
        self.start = nn.Linear(WIDTH, WIDTH)
        self.layers = nn.ModuleList(Layer(HEADS, dropout) for _ in range(layers))
        self.near = nn.ModuleList(nn.Embedding(DISTANCES, HEADS) for _ in range(layers))
        self.ask = nn.Linear(WIDTH, len(ROLES) * ROLE_WIDTH)
        self.answer = nn.Linear(WIDTH, len(ROLES) * ROLE_WIDTH)
        self.role_near = nn.Embedding(DISTANCES, len(ROLES))
        self.role_bias = nn.Parameter(torch.full((len(ROLES),), -3.0))
        self.attributes = nn.Linear(WIDTH, sum(len(v) for v in ATTRIBUTES.values()))
        for table in [*self.near, self.role_near]:
            nn.init.zeros_(table.weight)  # type: ignore[arg-type]

    def forward(
        self, states: Tensor, mask: Tensor, pool: Tensor, labels: Tensor, distances: Tensor
    ) -> tuple[Tensor, Tensor]:
        """states [B, W, D], mask [B, W]; pool [B, N, W], weights of each claim's anchor words; labels [B, N];
        distances [B, N, W], buckets → role logits [B, N, R, W] and attribute logits [B, N, A]."""
        claims = self.start(pool @ states) + self.label(labels)
        hidden = (1.0 - mask.to(states.dtype))[:, None, None, :] * -1e4
        for layer, near in zip(self.layers, self.near, strict=True):
            claims = layer(claims, states, hidden + near(distances).permute(0, 3, 1, 2))
        batch, count = claims.shape[0], claims.shape[1]
        ask = self.ask(claims).view(batch, count, len(ROLES), ROLE_WIDTH)
        answer = self.answer(states).view(batch, -1, len(ROLES), ROLE_WIDTH)
        scores = torch.einsum("bnrd,bwrd->bnrw", ask, answer) / math.sqrt(ROLE_WIDTH)
        scores = scores + self.role_near(distances).permute(0, 1, 3, 2) + self.role_bias[:, None]
        return scores, self.attributes(claims)


def load_encoder(folder: Path, layers: int, dropout: float) -> Encoder:
    """An encoder with the weights of a BERT in a folder (its `model.safetensors`), all heads fresh."""
    held = {k.removeprefix("bert."): v for k, v in load_file(str(folder / "model.safetensors")).items()}
    encoder = Encoder(held["embeddings.word_embeddings.weight"].shape[0], layers, dropout)
    state = encoder.state_dict()
    state["pieces.weight"] = held["embeddings.word_embeddings.weight"]
    state["positions.weight"] = held["embeddings.position_embeddings.weight"]
    state["kinds.weight"] = held["embeddings.token_type_embeddings.weight"]
    for ours, theirs in (("norm", "embeddings.LayerNorm"),):
        state[f"{ours}.weight"], state[f"{ours}.bias"] = held[f"{theirs}.weight"], held[f"{theirs}.bias"]
    parts = {
        "attention.query": "attention.self.query",
        "attention.key": "attention.self.key",
        "attention.value": "attention.self.value",
        "output": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for i in range(layers):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                state[f"layers.{i}.{ours}.{kind}"] = held[f"encoder.layer.{i}.{theirs}.{kind}"]
    encoder.load_state_dict(state)
    return encoder
