"""Look: the style sheet of the pages. Colours mix with the text colour, so that light and dark themes both read well."""

STYLE = """<style>
.stApp, .stApp button, .stApp input, .stApp textarea {
  font-family: "Noto Sans JP", "Hiragino Sans", "Yu Gothic UI", Meiryo, "Noto Sans CJK JP", sans-serif;
}
[data-testid="stAppDeployButton"], [data-testid="stMainMenu"] { display: none; }
[data-testid="stMainBlockContainer"] { max-width: 76rem; padding: 2.25rem 2rem 1rem; }
[data-testid="stBottomBlockContainer"] { max-width: 76rem; padding: .5rem 2rem .6rem; }
[data-testid="stBottomBlockContainer"] [data-testid="stVerticalBlock"] { gap: .4rem; }

.stHtml { --edge: color-mix(in srgb, currentColor 16%, transparent); --soft: color-mix(in srgb, currentColor 4%, transparent);
  --dim: color-mix(in srgb, currentColor 66%, transparent); --accent: #1f5f8b; container-type: inline-size; }
.stHtml p, .stHtml ul, .stHtml dl, .stHtml h1, .stHtml h2, .stHtml h3, .stHtml blockquote { margin: 0; padding: 0; }
.stHtml h1, .stHtml h2, .stHtml h3 { letter-spacing: 0; }

.g-brand { display: flex; align-items: baseline; gap: .75rem; flex-wrap: wrap; }
.g-brand h1 { font-size: 1.3rem; font-weight: 700; }
.g-brand span, .g-lead, .g-caption, .g-footer { color: var(--dim); }
.g-lead { font-size: .9rem; line-height: 1.8; padding-top: .4rem !important; }
.g-caption, .g-footer { font-size: .75rem; line-height: 1.6; }

.g-turn { padding: .25rem 0 1.5rem; overflow-wrap: anywhere; line-break: strict; }
.g-question { display: flex; gap: .75rem; align-items: baseline; font-size: 1.08rem !important; font-weight: 650 !important;
  line-height: 1.6; padding: .6rem .9rem !important; background: var(--soft); border-radius: .5rem; white-space: pre-wrap;
  scroll-margin-top: 4rem; }
.g-who { flex: none; font-size: .75rem; font-weight: 500; color: var(--dim); }
.g-columns { display: grid; grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); gap: 2rem; align-items: start; }
.g-banner { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem .75rem; padding: .9rem 0 .7rem !important; }
.g-date { font-size: .82rem; color: var(--dim); }
.g-date strong { font-weight: 600; }

.g-statements { list-style: none; padding: 0 !important; }
.g-statements li { margin: 0; padding: .5rem 0; line-height: 1.85; font-size: .97rem; }
.g-statements li + li { border-top: 1px solid var(--edge); }
.g-statements li.g-item { position: relative; padding: .08rem 0 .08rem 1.3rem; font-size: .92rem; border-top: 0; }
.g-item + li:not(.g-item) { margin-top: .5rem !important; }
.g-item::before { content: "・"; position: absolute; left: .2rem; color: var(--dim); }
.g-text { white-space: pre-wrap; unicode-bidi: isolate; }
.g-mark { display: inline-block; margin-left: .3rem; padding: 0 .2rem; font-size: .8rem; font-weight: 600; line-height: 1.5;
  border-radius: .25rem; color: color-mix(in srgb, var(--accent) 62%, currentColor) !important; text-decoration: none; }
.g-mark:hover, .g-mark:focus-visible { background: color-mix(in srgb, var(--accent) 16%, transparent); }

.g-badge, .g-tag { display: inline-block; font-size: .72rem; line-height: 1.5; padding: .02rem .45rem; border-radius: .25rem;
  border: 1px solid color-mix(in srgb, var(--tone) 45%, transparent); background: color-mix(in srgb, var(--tone) 9%, transparent);
  color: color-mix(in srgb, var(--tone) 72%, currentColor); font-weight: 500; }
.g-tag { margin-left: .35rem; font-size: .68rem; padding: 0 .35rem; }
.g-plain, .g-quiet, .g-original { --tone: #6b7280; } .g-digest { --tone: #7a6a3a; } .g-good { --tone: #1d7a55; }
.g-warn { --tone: #b06a00; } .g-plan { --tone: #5a55b5; } .g-alert { --tone: #b3363b; }

.g-answer > .g-caption { padding: .25rem 0 .5rem; }
.g-gap { padding-top: 1rem !important; }
.g-box { margin: .25rem 0 .75rem; padding: .6rem .9rem; border-left: 3px solid var(--tone); border-radius: .25rem;
  background: color-mix(in srgb, var(--tone) 7%, transparent); font-size: .88rem; line-height: 1.75; }
.g-box > strong { display: block; font-weight: 650; color: color-mix(in srgb, var(--tone) 60%, currentColor); }
.g-box ul { padding-left: 1.2rem !important; } .g-box li { margin: 0; font-size: .88rem; }

.g-aside { position: sticky; top: 3.5rem; max-height: calc(100vh - 13rem); overflow-y: auto; padding: .9rem .35rem .25rem 0; }
.g-aside h3 { font-size: .82rem !important; font-weight: 600 !important; color: var(--dim); padding: 0 0 .5rem; }
.g-card { border: 1px solid var(--edge); border-radius: .5rem; margin: .5rem 0; }
.g-card > summary { display: flex; gap: .6rem; padding: .6rem .75rem; cursor: pointer; list-style: none; border-radius: .5rem; }
.g-card > summary::-webkit-details-marker { display: none; }
.g-card > summary::after { content: "▾"; align-self: flex-start; margin-left: auto; color: var(--dim); font-size: .8rem; transition: transform .12s; }
.g-card[open] > summary::after { transform: rotate(180deg); }
.g-card > summary:hover { background: var(--soft); }
.g-number { flex: none; min-width: 1.35rem; height: 1.35rem; text-align: center; font-size: .75rem; font-weight: 600;
  line-height: 1.35rem; border-radius: .3rem; background: var(--accent); color: #fff; }
.g-head { display: flex; flex-direction: column; gap: .2rem; min-width: 0; unicode-bidi: isolate; }
.g-title { font-size: .86rem; font-weight: 600; line-height: 1.5; } .g-locator { font-size: .78rem; color: var(--dim); }
.g-badges { display: flex; flex-wrap: wrap; gap: .3rem; }
.g-body { padding: .1rem .85rem .75rem; scroll-margin-top: 6rem; }
.g-body > * + * { margin-top: .5rem !important; }
.g-passage { white-space: pre-wrap; unicode-bidi: isolate; font-size: .87rem; line-height: 1.85; border: 0; padding: .1rem 0 .1rem .8rem !important;
  border-left: 2px solid var(--edge) !important; color: inherit !important; opacity: 1; }
.g-passage mark { background: #ffe48a; color: #23200f; padding: .1em 0; border-radius: .15em; }
.g-body:target mark { box-shadow: 0 0 0 2px #e0a800; }
.g-card:has(.g-body:target) { border-color: var(--accent); }
.g-facts { display: grid; gap: .1rem; font-size: .76rem; line-height: 1.6; }
.g-facts div { display: flex; gap: .75rem; } .g-facts dt { flex: none; width: 7em; color: var(--dim); font-weight: 400; }
.g-facts dd { margin: 0; }
.g-link { font-size: .8rem; }
.g-link a { color: color-mix(in srgb, var(--accent) 62%, currentColor) !important; text-decoration: none; }
.g-link a:hover, .g-link a:focus-visible { text-decoration: underline; } .g-host { margin-left: .5rem; color: var(--dim); font-size: .72rem; }
.g-note { font-size: .8rem; color: color-mix(in srgb, var(--tone) 72%, currentColor); }
.g-record { margin-top: .9rem; font-size: .75rem; color: var(--dim); } .g-record summary { cursor: pointer; padding: .2rem 0; }

[class*="st-key-g-places"] { margin-top: -.5rem; }
.st-key-g-places [data-testid="stPageLink-NavLink"] { border: 1px solid color-mix(in srgb, currentColor 16%, transparent); border-radius: .5rem; }
[data-testid="stLayoutWrapper"]:has(> .st-key-g-now) { position: sticky; top: 0; z-index: 90; }
.st-key-g-now .g-outcome { box-shadow: 0 .4rem .8rem -.6rem rgb(0 0 0 / .35); }
.g-page { font-size: 1.25rem !important; font-weight: 700 !important; }
.g-outcome { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .9rem; padding: .7rem 1rem; border-radius: .6rem;
  border: 1px solid color-mix(in srgb, var(--tone) 45%, transparent); border-left: 6px solid var(--tone);
  background: color-mix(in srgb, var(--tone) 10%, #fff); }
.g-sign { flex: none; width: 2.3rem; height: 2.3rem; border-radius: 50%; text-align: center; font-size: 1.3rem; font-weight: 700;
  line-height: 2.3rem; background: var(--tone); color: #fff; }
.g-said { display: flex; flex-direction: column; }
.g-word { font-size: 1.45rem; font-weight: 750; line-height: 1.35; color: color-mix(in srgb, var(--tone) 75%, #1c2733); }
.g-on { font-size: .8rem; color: var(--dim); }
.g-unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.g-more { margin-left: auto; font-size: .82rem; color: color-mix(in srgb, var(--accent) 62%, currentColor) !important; }
.g-duty { font-size: .82rem; padding: .1rem .55rem; }
.g-result { scroll-margin-top: 9rem; overflow-wrap: anywhere; line-break: strict; }
.g-result ul, .g-result ol { padding-left: 1.25rem !important; } .g-result ul { list-style: disc; }
.g-result li { font-size: .88rem; line-height: 1.75; margin: .1rem 0; }
.g-result p { font-size: .88rem; line-height: 1.75; }
.g-result .g-sentence { font-size: 1rem; font-weight: 600; line-height: 1.7; }
.g-support { padding: .35rem 0 .2rem !important; color: var(--dim); }
.g-part { padding: .7rem 0; border-top: 1px solid var(--edge); } .g-support + .g-part { margin-top: .5rem; }
.g-part h3, .g-heading { font-size: .92rem !important; font-weight: 700 !important; padding: 0 0 .3rem !important; }
.g-part.g-warn { padding: .6rem .9rem; border: 0; border-left: 3px solid var(--tone); border-radius: .25rem;
  background: color-mix(in srgb, var(--tone) 7%, transparent); margin: .4rem 0; }
.g-fold > summary { cursor: pointer; font-size: .88rem; font-weight: 600; padding: .15rem 0; }
.g-reason { padding: .4rem 0 .5rem; } .g-reason + .g-reason { border-top: 1px dashed var(--edge); }
.g-rule { font-weight: 600; } .g-ref { white-space: nowrap; font-size: .76rem; color: var(--dim); font-variant-numeric: tabular-nums; }
.g-basis { margin: .25rem 0 0; padding-left: .7rem; border-left: 2px solid var(--edge); }
.g-basis li { font-size: .82rem; }
.g-compact { border: 1px solid var(--edge); border-radius: .6rem; padding: .75rem .9rem .3rem; margin: .25rem 0 .75rem; }
.g-compact .g-sentence { padding-top: .6rem !important; }
.g-progress { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .8rem; font-size: .8rem; color: var(--dim); }
.g-progress progress { flex: 1; min-width: 6rem; height: .45rem; accent-color: var(--accent); }
.g-asked h3 { font-size: 1.08rem !important; font-weight: 650 !important; line-height: 1.7; padding: .15rem 0 .3rem !important; }
.g-asked p { font-size: .9rem; line-height: 1.7; }
.g-pair { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .7rem; font-size: .88rem; line-height: 1.6; overflow-wrap: anywhere; }
.g-key { color: var(--dim); font-size: .8rem; } .g-value { font-weight: 600; }
[class*="st-key-g-row-"] { border-bottom: 1px solid color-mix(in srgb, currentColor 10%, transparent); padding: .1rem 0; }
[class*="st-key-g-row-"] button, [class*="st-key-g-say-"] button { min-height: 1.9rem; white-space: nowrap; }
.g-quoted { padding: .5rem .7rem !important; background: var(--soft); border-radius: .4rem; font-size: .92rem; line-height: 1.8;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.g-quoted mark { background: #ffe48a; color: #23200f; padding: .05em 0; border-radius: .15em; }
.g-proposed h3 { font-size: .92rem !important; font-weight: 700 !important; padding-bottom: .2rem !important; }
[class*="st-key-g-say-"] { border-top: 1px solid color-mix(in srgb, currentColor 10%, transparent); padding: .3rem 0; }
[class*="st-key-g-say-"] > .stElementContainer:has(.stHtml) { flex: 1 1 16rem; min-width: 0; }

@container (max-width: 44rem) {
  .g-columns { grid-template-columns: minmax(0, 1fr); gap: .5rem; }
  .g-aside { position: static; max-height: none; padding-right: 0; }
}
@media (min-width: 48rem) {
  [data-testid="stHeader"] { background: transparent; pointer-events: none; }
  [data-testid="stHeader"] button { pointer-events: auto; }
}
@media (max-width: 48rem) {
  [data-testid="stMainBlockContainer"] { padding-top: 3.5rem; }
  [data-testid="stMainBlockContainer"], [data-testid="stBottomBlockContainer"] { padding-left: 1rem; padding-right: 1rem; }
}
</style>"""
