from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import IndexDamaged, ModelChanged, ModelNotFound, ModelUnusable
from embeddings.compiled_encoder import BATCH_TOKENS, CompiledEncoder, Use, open_encoder
from embeddings.encoder import Encoder, SentenceTransformerEncoder
from embeddings.model_compiling import LEAST_COSINE, compile_encoder, make_encoder
from embeddings.model_files import find_model
from tests.embeddings.made_models import WINDOW

TEXTS = [
    "Who said that the talks had failed?",
    "",
    " \n\t",
    "a",
    "The alliance said on Monday that its members had agreed to a ceasefire. " * 16,  # 242 tokens
    "Президент заявил в понедельник, что переговоры начнутся 23 апреля.",
    "北京奥运会于2008年8月8日开幕。",
    "قال الرئيس إن المحادثات ستبدأ يوم الاثنين",
    "ראש הממשלה אמר",
    "👩‍👩‍👧 🚀🚀 😀",
    "<|endoftext|> [CLS] [SEP] [PAD]",
    "nul\x00 and a lone \ud800 surrogate",
    "0.2 % of 12,000; 217-215",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
]


def cosines(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return (one * other).sum(axis=1)


def test_the_compiled_model_agrees_with_the_reference(
    reference: SentenceTransformerEncoder, compiled: CompiledEncoder
) -> None:
    assert reference.count_tokens([TEXTS[4]])[0] > 200
    assert compiled.count_tokens(TEXTS) == reference.count_tokens(TEXTS)
    as_passages = cosines(compiled.encode_passages(TEXTS), reference.encode_passages(TEXTS))
    as_queries = cosines(compiled.encode_queries(TEXTS), reference.encode_queries(TEXTS))
    assert min(as_passages.min(), as_queries.min()) >= LEAST_COSINE


def test_a_query_of_any_length_agrees_with_the_reference(
    reference: SentenceTransformerEncoder, compiled: CompiledEncoder
) -> None:
    queries = ["word " * n for n in (253, 254, 255, 300, 5000)] + [TEXTS[4] * 3]
    assert reference.count_tokens(queries)[:3] == [255, 256, 257]
    agreed = cosines(compiled.encode_queries(queries), reference.encode_queries(queries))
    assert agreed.min() >= LEAST_COSINE


def test_the_compiled_model_applies_its_prompts(
    tiny: SentenceTransformerEncoder, tiny_compiled: CompiledEncoder
) -> None:
    texts = ["the war", "talks", "", "query", "Москва talks " * 4]
    assert tiny_compiled.spec.query_prompt == "query: "
    assert tiny_compiled.spec.document_prompt == "passage: "
    assert tiny_compiled.count_tokens(texts) == tiny.count_tokens(texts)
    as_passages, as_queries = tiny_compiled.encode_passages(texts), tiny_compiled.encode_queries(texts)
    assert cosines(as_passages, tiny.encode_passages(texts)).min() >= LEAST_COSINE
    assert cosines(as_queries, tiny.encode_queries(texts)).min() >= LEAST_COSINE
    assert cosines(as_passages, as_queries).max() < LEAST_COSINE


@given(st.lists(st.integers(0, WINDOW - 4), max_size=60), st.randoms(use_true_random=False))
def test_vectors_come_in_the_order_of_the_texts_whatever_their_lengths(
    tiny_compiled: CompiledEncoder, lengths: list[int], rng: random.Random
) -> None:
    texts = [" ".join(rng.choice(["the", "war", "talks", "query"]) for _ in range(n)) for n in lengths]
    together = tiny_compiled.encode_passages(texts)
    assert together.shape == (len(texts), 32)
    assert together.dtype == np.float32
    for text, vector in zip(texts[:5], together[:5], strict=True):
        alone = tiny_compiled.encode_passages([text])[0]
        assert vector @ alone > LEAST_COSINE


def test_many_batches_come_back_in_order(tiny_compiled: CompiledEncoder) -> None:
    texts = ["the " * (n % 60) + "war" for n in range(300)]
    assert sum(tiny_compiled.count_tokens(texts)) > 3 * BATCH_TOKENS
    shuffled = random.Random(3).sample(range(300), 300)
    straight = tiny_compiled.encode_passages(texts)
    crossed = tiny_compiled.encode_passages([texts[i] for i in shuffled])
    assert cosines(straight[shuffled], crossed).min() > LEAST_COSINE


@given(st.text(max_size=40))
def test_any_text_has_a_vector_of_length_one(tiny_compiled: CompiledEncoder, text: str) -> None:
    for encode in (tiny_compiled.encode_passages, tiny_compiled.encode_queries):
        assert np.linalg.norm(encode([text])[0]) == pytest.approx(1, abs=1e-4)


def test_a_text_over_the_window_is_refused_by_position(compiled: CompiledEncoder) -> None:
    fitting = "word " * 254
    assert compiled.encode_passages([fitting]).shape == (1, 384)
    with pytest.raises(ValueError, match="text 1 has 257 tokens, more than the encoder's window of 256"):
        compiled.encode_passages(["short", fitting + "word"])


def test_no_text_gives_no_vector(compiled: CompiledEncoder) -> None:
    assert compiled.encode_passages([]).shape == compiled.encode_queries([]).shape == (0, 384)
    assert compiled.count_tokens([]) == []


def test_calls_from_many_threads_give_equal_results(compiled: CompiledEncoder) -> None:
    questions = [f"What happened on {day} June 2007?" for day in range(1, 25)]
    alone = [compiled.encode_queries([question])[0] for question in questions]
    with ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(compiled.encode_queries, [question]) for question in questions * 3]
        crowded = [job.result()[0] for job in jobs]
    np.testing.assert_array_equal(crowded, alone * 3)


OPEN_AND_ASK = """
import socket, sys
tried = []
def refuse(*args, **_):
    tried.append(args)
    raise OSError("no network")
socket.socket.connect = socket.getaddrinfo = refuse
from pathlib import Path
from embeddings.compiled_encoder import Use, open_encoder
encoder = open_encoder(Path(sys.argv[1]), use=Use.LATENCY)
assert encoder.encode_queries(["Who won?"]).shape == (1, encoder.spec.dimension)
print(tried, [name for name in ("torch", "transformers", "sentence_transformers", "huggingface_hub")
              if name in sys.modules])
print([name for name in sys.modules if name.startswith("openvino_telemetry") and sys.modules[name]])
import openvino.tools.ovc.telemetry_utils as used
print(used.tm.__name__)
"""


def test_serving_imports_no_torch_opens_no_socket_and_reports_to_nobody(
    compiled: CompiledEncoder, compiled_folder: Path
) -> None:
    arguments = [sys.executable, "-c", OPEN_AND_ASK, str(compiled_folder)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["[] []", "[]", "openvino.tools.ovc.telemetry_stub"]


@pytest.mark.parametrize("file", ["openvino.xml", "openvino.bin", "tokenizer.json", "encoder.json"])
@pytest.mark.parametrize("damage", ["missing", "cut", "empty"])
def test_a_damaged_folder_is_named_with_what_to_do(
    tiny_compiled: CompiledEncoder, tiny_compiled_folder: Path, tmp_path: Path, file: str, damage: str
) -> None:
    shutil.copytree(tiny_compiled_folder, tmp_path / "model")
    path = tmp_path / "model" / file
    content = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes(content[: len(content) // 2 if damage == "cut" else 0])
    with pytest.raises(IndexDamaged, match="rebuild with 'onrecord build'") as caught:
        open_encoder(tmp_path / "model", use=Use.LATENCY)
    assert caught.value.path.with_suffix("") == path.with_suffix("")


@pytest.mark.parametrize("content", ["[]", "{}", '{"spec": {}}', "null", '{"spec": {"window": 1}}', "\x00"])
def test_a_description_that_describes_nothing_is_damage(tmp_path: Path, content: str) -> None:
    (tmp_path / "encoder.json").write_text(content)
    with pytest.raises(IndexDamaged):
        open_encoder(tmp_path, use=Use.LATENCY)


def test_a_model_that_cannot_be_converted_is_kept_by_reference(static_folder: Path, tmp_path: Path) -> None:
    model = find_model(str(static_folder))
    with pytest.raises(ModelUnusable, match="OpenVINO cannot convert it"):
        compile_encoder(SentenceTransformerEncoder(model), tmp_path / "tried")
    made: Encoder = make_encoder(model, tmp_path / "model")
    assert [path.name for path in (tmp_path / "model").iterdir()] == ["encoder.json"]
    opened = open_encoder(tmp_path / "model", use=Use.LATENCY)
    assert opened.spec == made.spec
    np.testing.assert_array_equal(opened.encode_queries(["the war"]), made.encode_queries(["the war"]))


def test_a_model_kept_by_reference_must_be_there_unchanged(static_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "static"
    shutil.copytree(static_folder, folder)
    make_encoder(find_model(str(folder)), tmp_path / "model")
    settings_file = folder / "config_sentence_transformers.json"
    facts = json.loads(settings_file.read_text())
    settings_file.write_text(json.dumps({**facts, "prompts": {"query": "the ", "document": ""}}))
    with pytest.raises(ModelChanged, match=r"settings .* rebuild with 'onrecord build'"):
        open_encoder(tmp_path / "model", use=Use.LATENCY)
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    with pytest.raises(ModelChanged, match="weights"):
        open_encoder(tmp_path / "model", use=Use.LATENCY)
    shutil.rmtree(folder)
    with pytest.raises(ModelNotFound, match="give the folder"):
        open_encoder(tmp_path / "model", use=Use.LATENCY)


OPEN_ENCODE_LET_GO = """
import sys
from pathlib import Path
from embeddings.compiled_encoder import CompiledEncoder, Use
texts = ["the war talks " * (1 + number % 9) for number in range(400)]
for _ in range(200):
    encoder = CompiledEncoder(Path(sys.argv[1]), use=Use.THROUGHPUT)
    encoder.encode_passages(texts)
    del encoder
"""


def test_a_model_let_go_right_after_its_last_batch_never_waits_for_itself(
    tiny_compiled: CompiledEncoder, tiny_compiled_folder: Path
) -> None:
    """With openvino's AsyncInferQueue one of some sixty rounds stood still for ever."""
    arguments = [sys.executable, "-c", OPEN_ENCODE_LET_GO, str(tiny_compiled_folder)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
