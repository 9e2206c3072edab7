"""What is read out of one page: article, credits, attributions, and the whole Reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.model.facts import Facts
from monitor.model.names import Quality, Relation, SourceClass, make_id
from monitor.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A raw thing a page or feed says beside its text, kept because lineage needs it.

    Kinds: canonical, jsonld_author, jsonld_publisher, jsonld_based_on, meta_author, meta_source,
    og_site_name, copyright, byline, dateline, credit_line, footer, caption, promotion, boilerplate,
    out_link ("url text"), feed_source, dc_creator, media_credit, edited_note,
    published_local (the date as written, where its day differs from the UTC day).
    """

    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One fetched text of a page. `id` names the page, `version_id` this text of it."""

    id: str
    version_id: str
    #: The address as first given; `id` is made of its canonical form (urls.canonical).
    url: str
    #: Registrable domain, or the outlet's name where a row gave one.
    outlet: str
    outlet_name: str
    title: str
    #: Body only: credit, promotion, caption and boilerplate lines stand in `signals`.
    text: str
    language: str
    published: datetime | None
    #: "second" | "day" | "unknown".
    published_precision: str
    #: Where the date was read: "jsonld", "meta", "feed", "htmldate", "row", "none".
    published_from: str
    fetched_at: datetime
    quality: Quality
    #: Why the quality is not full, or why it is no article ("consent_wall", …); "" = fine.
    oddity: str = ""
    signals: tuple[Signal, ...] = ()
    #: Country of the outlet where known (ISO alpha-2), else "".
    outlet_country: str = ""
    outlet_family: str = ""
    #: 1 for the first text seen, 2 for the next that differs, …
    version: int = 1

    @property
    def text_hash(self) -> str:
        """Hash that says whether two versions read the same."""
        return make_id("text", self.title, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Anyone a report leans on, whether we ever fetched it or not."""

    #: Canonical name ("Agence France-Presse").
    name: str
    source_class: SourceClass
    #: Owner family or state ("" = none known).
    family: str = ""
    #: ISO alpha-2 of the state it belongs to or speaks for, "" = none.
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Evidence of whose text this is."""

    source: Source
    #: "dateline", "byline", "agency_writers", "copyright", "reuters_footer", "contributed",
    #: "end_mark", "via", "source_line", "first_published", "provider_line", "url_section",
    #: "canonical", "jsonld_author", "feed_source", "dc_creator", "photo".
    kind: str
    #: text_from, contributed_by or photo_from.
    relation: Relation
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who said it: source, cue and content, each with its characters."""

    source: Source
    source_span: Span | None
    cue_span: Span
    content_span: Span | None
    #: "direct", "indirect", "mixed", "statement" (of no content); "stance" = an attitude or act
    #: (wants, supports), no words: it proves no claim.
    kind: str
    #: Through whom it came, nearest first: "a security source told AFP" has via = (AFP,).
    via: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that the pure part of reading makes of one page: one picklable value."""

    article: Article
    facts: Facts
    credits: tuple[Credit, ...]
    attributions: tuple[Attribution, ...]
    #: Text fingerprints (5-word shingles, stable 63-bit hash, one in sixteen kept).
    signature: tuple[int, ...]
    #: One per mention, in order: what matching compares (JSON made by matching.profile).
    profiles: tuple[str, ...] = ()
    #: The same of `facts.about`, "" = nothing.
    about_profile: str = ""
