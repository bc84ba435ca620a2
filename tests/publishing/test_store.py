"""A site in a store changes only where bytes changed, only in what Tarikh wrote, and is known on any machine."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from tarikh.publishing import store as stores
from tarikh.publishing.output import Moved
from tarikh.publishing.store import Store, StoredFile

Pages = dict[str, str]


@pytest.fixture(params=["file", "memory", "together"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A place in a store that renames files, in one that copies them, and in one that does so with many together."""
    memory = f"memory://{uuid.uuid4().hex}/site"
    urls = {"file": f"file://{tmp_path}/site", "memory": memory, "together": f"async_wrapper::{memory}"}
    with pytest.MonkeyPatch.context() as patch:  # the browser of other tests leaves a loop that looks as if it ran here
        patch.setattr("fsspec.implementations.asyn_wrapper.running_async", lambda: False)
        yield urls[request.param]


@pytest.fixture
def store(url: str, tmp_path: Path) -> Store:
    return Store.at(url, tmp_path / "project" / "output")


def build(store: Store, pages: Pages) -> Moved:
    store.lock()
    store.start()
    store.present()
    staged = store.stage_all((path, content.encode()) for path, content in pages.items())
    changes = store.publish(store.staged(), [file.path for file in staged if not file.new])
    store.state.write_text(f"state of {sorted(pages)}")
    store.remember()
    return changes


def again(store: Store) -> Store:
    """The same store for another build."""
    return Store(store.url, store.near)


def files(store: Store) -> Pages:
    return read(store.url)


def read(url: str) -> Pages:
    system, root = fsspec.url_to_fs(url)
    system.invalidate_cache()
    return {name[len(root) + 1 :]: system.cat_file(name).decode() for name in system.find(root)}


def write(store: Store, path: str, content: str) -> None:
    """As somebody else does."""
    system, root = fsspec.url_to_fs(store.url)
    if hasattr(system, "auto_mkdir"):
        system.makedirs(f"{root}/{path}".rpartition("/")[0], exist_ok=True)
    system.pipe_file(f"{root}/{path}", content.encode())


def test_what_was_staged_is_in_the_store_and_nothing_is_left_beside_it(store: Store) -> None:
    pages = {"index.html": "a", "fa/events/x.html": "b", "fa/events/نام [1].html": "c"}
    assert build(store, pages) == Moved(written=3, removed=0)
    assert files(store) == pages
    assert read(store._beside).keys() == {"files.json", "memory/state"}


def test_nothing_is_written_again_that_is_there_already(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    build(store, {"same": "1", "a/other": "2"})
    sent: list[str] = []
    pipe = stores._write
    monkeypatch.setattr(stores, "_write", lambda system, files: (sent.extend(files), pipe(system, files)))
    assert build(again(store), {"same": "1", "a/other": "3"}) == Moved(written=1, removed=0)
    assert [path for path in sent if path.endswith(".same")] == []
    assert files(store) == {"same": "1", "a/other": "3"}


def test_stamps_are_known_without_reading_a_page_and_are_of_the_bytes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(store, {"a": "1", "b/c": "22"})
    store = again(store)
    store.start()
    stamps = store.present()
    assert {path: stamp.size for path, stamp in stamps.items()} == {"a": 1, "b/c": 2}
    assert [file.new for file in store.stage_all([("a", b"1"), ("b/c", b"2x")])] == [False, True]
    assert store.stage("a", b"1").stamp == stamps["a"] != store.stage("a", b"2").stamp


def test_a_page_that_others_have_changed_or_removed_is_written_again(store: Store) -> None:
    build(store, {"a": "1", "b": "2", "c": "3"})
    write(store, "a", "x")
    system, root = fsspec.url_to_fs(store.url)
    system.rm_file(f"{root}/b")
    assert build(again(store), {"a": "1", "b": "2", "c": "3"}).written == 2
    assert files(store) == {"a": "1", "b": "2", "c": "3"}


def test_a_page_no_longer_made_goes_and_files_of_others_stay(store: Store) -> None:
    build(store, {"keep": "1", "a/gone": "2", "b/c/gone": "3"})
    write(store, "a/CNAME", "example.org")
    assert build(again(store), {"keep": "1"}) == Moved(written=0, removed=2)
    assert files(store) == {"keep": "1", "a/CNAME": "example.org"}
    if folder := store.folder:
        assert not (folder / "b").exists()


@pytest.mark.parametrize("listed", ["not json", '{"../outside": [1, 1, 1]}', "{}", "[]"])
def test_a_broken_list_of_files_removes_nothing(store: Store, listed: str) -> None:
    build(store, {"a": "1", "b": "2"})
    StoredFile(f"{store._beside}/files.json").write_bytes(listed.encode())
    write(store, "../outside", "mine") if store.folder else None
    assert build(again(store), {"a": "1"}).removed == 0
    assert files(store) == {"a": "1", "b": "2"}
    if store.folder:
        assert (store.folder.parent / "outside").read_text() == "mine"


def test_a_build_that_is_given_up_leaves_the_site_as_it_is(store: Store) -> None:
    build(store, {"a": "1", "b": "2"})
    store = again(store)
    store.start()
    store.present()
    store.stage("a", b"changed")
    store.discard()
    assert files(store) == {"a": "1", "b": "2"}
    assert again(store).state.read_text() == "state of ['a', 'b']"


def test_what_a_lost_worker_stages_too_late_is_no_part_of_the_next_build(store: Store) -> None:
    late = again(store)
    late.start()
    late.present()
    store.start()
    store.present()
    store.stage("a", b"1")
    late.stage("a", b"old")
    late.stage("b", b"old")
    assert store.staged() == {"a"}
    store.publish({"a"})
    assert files(store) == {"a": "1"}


@pytest.mark.parametrize("moved", [0, 1, 2, 3])
def test_a_build_that_is_interrupted_is_made_whole_by_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    build(store, {"a": "1", "b": "2", "c": "3", "d": "4"})
    broken, move = again(store), stores._move

    def stop(system: Any, moves: list[tuple[str, str]]) -> None:
        move(system, moves[:moved])
        raise KeyboardInterrupt

    monkeypatch.setattr(stores, "_move", stop)
    with pytest.raises(KeyboardInterrupt):
        build(broken, {"a": "x", "b": "y", "c": "3", "e": "5"})
    monkeypatch.undo()
    half = files(store)
    assert half == {"a": "1", "b": "2", "c": "3", "d": "4"} | dict([("a", "x"), ("b", "y"), ("e", "5")][:moved])
    store = again(store)
    store.start()
    assert not store.state.exists(), "what was known is not true any more"
    assert build(store, {"a": "1", "b": "2", "c": "3"}) == Moved(2, len(half) - 3), "a and b may be anything"
    assert files(store) == {"a": "1", "b": "2", "c": "3"}


def test_another_machine_knows_what_this_one_has_built(store: Store, tmp_path: Path) -> None:
    build(store, {"a": "1"})
    other = Store.at(store.url, tmp_path / "elsewhere" / "output")
    other.start()
    assert other.state.read_text() == "state of ['a']"
    assert build(other, {"a": "1", "b": "2"}) == Moved(written=1, removed=0)
    store = again(store)
    store.start()
    assert store.state.read_text() == "state of ['a', 'b']"


def test_a_state_that_is_here_already_is_not_fetched(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    build(store, {"a": "1"})
    before = store.state.stat().st_ino
    store = again(store)
    store.start()
    assert store.state.stat().st_ino == before
    store.state.write_text("something else, of a build that was killed")
    store.start()
    assert store.state.read_text() == "state of ['a']"


def test_what_pelican_writes_here_is_published_too(store: Store) -> None:
    store.start()
    store.present()
    (store.staging / "extra").mkdir()
    (store.staging / "extra" / "robots.txt").write_text("all")
    store.stage("a", b"1")
    assert store.staged() == {"a", "extra/robots.txt"}
    store.publish(store.staged())
    assert files(store) == {"a": "1", "extra/robots.txt": "all"}
    assert not store.staging.exists()


def test_a_page_may_become_a_folder_and_a_folder_a_page(store: Store) -> None:
    build(store, {"a": "1", "b/c/d": "2"})
    build(again(store), {"a/d": "3", "b": "4"})
    assert files(store) == {"a/d": "3", "b": "4"}


def test_a_file_of_others_in_the_way_is_found_before_anything_changes(store: Store) -> None:
    build(store, {"a": "1", "b/c": "2"})
    write(store, "b/mine", "3")
    with pytest.raises(OSError, match="b/mine is there"):
        build(again(store), {"a": "changed", "b": "4"})
    assert files(store) == {"a": "1", "b/c": "2", "b/mine": "3"}


def test_what_the_store_refuses_is_told_with_its_name(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    build(store, {"a": "1"})
    system, _ = fsspec.url_to_fs(store.url)

    def refuse(*told: Any, **more: Any) -> None:
        raise RuntimeError("no credentials")

    for written in ("pipe_file", "pipe"):
        monkeypatch.setattr(type(system), written, refuse)
    if system.async_impl:
        monkeypatch.setattr(stores, "_write", refuse)
    with pytest.raises(OSError, match=r"^\w+(::memory)?://\S+/\.site\.tarikh/\S+: no credentials$"):
        build(again(store), {"a": "2"})
    monkeypatch.undo()
    assert files(store) == {"a": "1"}


def test_a_recipe_is_read_where_it_was_written(store: Store) -> None:
    store.recipe.write_bytes(b"flour")
    assert again(store).recipe.read_bytes() == b"flour"
    store.recipe.unlink()
    store.recipe.unlink(missing_ok=True)
    with pytest.raises(FileNotFoundError):
        store.recipe.unlink()


def test_a_whole_bucket_holds_what_is_remembered_and_does_not_count_it_as_the_site(tmp_path: Path) -> None:
    store = Store.at(f"memory://{uuid.uuid4().hex}", tmp_path / "output")
    build(store, {"a": "1"})
    store = again(store)
    store.start()
    assert store.present().keys() == {"a"}
    store.discard()
    assert files(store).keys() == {"a", ".tarikh/files.json", ".tarikh/memory/state"}


def test_builds_of_one_store_in_one_project_keep_out_of_each_others_way(store: Store, tmp_path: Path) -> None:
    with store.lock():
        assert Store.at(f"{store.url}/", tmp_path / "project" / "output").lock().lock_file == store.lock().lock_file
    other = Store.at(f"{store.url}2", tmp_path / "project" / "output")
    assert other.lock().lock_file != store.lock().lock_file


def test_a_link_in_a_shared_folder_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    store = Store.at(f"file://{tmp_path}/site", tmp_path / "project" / "output")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("1")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a").symlink_to(elsewhere)
    assert build(store, {"a": "1"}).written == 1
    assert not (tmp_path / "site" / "a").is_symlink()
    assert elsewhere.read_text() == "1"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("fa/index.html", "text/html; charset=utf-8"),
        ("theme/style.css", "text/css; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("face.woff2", "font/woff2"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_stores_that_serve_what_they_were_told_are_told_the_type(path: str, kind: str) -> None:
    assert stores._type(path) == kind


@pytest.mark.parametrize(
    ("url", "told"), [("nowhere://a/b", "Protocol not known"), ("https://127.0.0.1:9/site", "https://127.0.0.1:9/site")]
)
def test_an_address_that_is_no_store_is_told(url: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=told):
        Store.at(url, tmp_path / "output").start()


def test_a_shared_folder_is_named_whole_for_workers_that_run_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store.at("file://site/", Path("output"))
    assert store.url == f"file://{tmp_path}/site"
    assert store.folder == tmp_path / "site"
