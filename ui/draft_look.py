"""Draft look: what the page of drafts adds to the style sheet of the pages."""

STYLE = """<style>
.g-draft { display: flex; flex-direction: column; gap: .25rem; padding: .15rem 0; overflow-wrap: anywhere; }
.g-draft-head .g-banner { padding: .35rem 0 0 !important; }
.g-paragraph { overflow-wrap: anywhere; line-break: strict; }
.g-paragraph h2 { font-size: 1.2rem !important; } .g-paragraph h3 { font-size: 1.02rem !important; font-weight: 650 !important; line-height: 1.7; }
.g-role { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; font-size: .78rem; font-weight: 600; color: var(--dim); }
.g-paragraph .g-statements li { padding: .2rem 0; border-top: 0; font-size: .93rem; }
.g-paragraph .g-statements li.g-item { padding-left: 1.3rem; }
.g-rows { overflow-x: auto; } .g-rows table { border-collapse: collapse; font-size: .84rem; line-height: 1.6; }
.g-rows td { border: 1px solid var(--edge); padding: .25rem .5rem; vertical-align: top; }
.g-flag { display: block; width: fit-content; margin: .15rem 0 .1rem; padding: .05rem .5rem; font-size: .76rem; line-height: 1.6; border-radius: .25rem;
  border-left: 3px solid var(--tone); background: color-mix(in srgb, var(--tone) 9%, transparent);
  color: color-mix(in srgb, var(--tone) 72%, currentColor); }
.g-evidence .g-card { margin: 0 0 .35rem; } .g-evidence .g-card > summary { padding: .35rem .6rem; }
.g-evidence .g-title { font-size: .8rem; } .g-evidence .g-passage { max-height: 16rem; overflow-y: auto; }
.g-sides { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: .75rem; }
.g-sides p { font-size: .88rem; line-height: 1.75; white-space: pre-wrap; overflow-wrap: anywhere; }
.g-moved { padding: .4rem 0; } .g-moved + .g-moved { border-top: 1px dashed var(--edge); }
.g-turned { background: var(--soft); border-radius: .3rem; padding: .1rem .4rem; margin: 0 -.4rem; }
.g-diff del { background: color-mix(in srgb, #b3363b 18%, transparent); text-decoration: line-through; }
.g-diff ins { background: color-mix(in srgb, #1d7a55 18%, transparent); text-decoration: none; }
.g-line { font-size: .86rem; line-height: 1.7; } .g-event { padding: .3rem 0; }
[class*="st-key-g-para-"] { border-top: 1px solid color-mix(in srgb, currentColor 10%, transparent); padding: .5rem 0 .2rem; }
[class*="st-key-g-para-"] .stElementContainer:has(.g-evidence) { position: sticky; top: 4rem; }
.g-evidence { max-height: calc(100vh - 6rem); overflow-y: auto; }
[class*="st-key-g-row-draft-"] { border-bottom: 1px solid color-mix(in srgb, currentColor 10%, transparent); }
@container (max-width: 34rem) { .g-sides { grid-template-columns: minmax(0, 1fr); gap: .2rem; } }
</style>"""
