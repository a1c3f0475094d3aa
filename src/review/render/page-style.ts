/** The style of a page: two columns where there is room, dark where the reader wants it, and print. */

/** @internal */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1b2430; --soft: #4d5868; --line: #d5dbe3; --paper: #fff; --ground: #f4f6f9; --mark: #1f5fbf; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ecf3; --soft: #a9b4c4; --line: #34404f; --paper: #171e27; --ground: #0f141b; --mark: #6aa5f7; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 24px 16px 48px; }
h1 { font-size: 26px; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 17px; margin: 0 0 10px; }
p { margin: 4px 0 8px; } .soft { color: var(--soft); }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(205px, 1fr)); gap: 12px; margin: 20px 0; }
.cards { columns: 2 440px; column-gap: 16px; }
.tile, section { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 14px 16px; min-width: 0; }
section { margin: 0 0 16px; break-inside: avoid; display: inline-block; width: 100%; }
.tile dd, .tile dt { margin: 0; } .tile b { display: block; font-size: 19px; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.facts { margin: 0 0 8px; } .facts div { display: flex; justify-content: space-between; gap: 12px; border-bottom: 1px solid var(--line); padding: 3px 0; }
.facts dt { color: var(--soft); } .facts dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: 0 0 10px; } .scroll:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding: 4px 0; }
th, td { text-align: left; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; } .number { text-align: right; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; } td { min-width: 5.5em; } td:first-child { min-width: 8em; } td.number { min-width: 0; }
ol, ul { margin: 0 0 8px; padding-left: 22px; } li { margin-bottom: 8px; overflow-wrap: anywhere; }
figure { margin: 0 0 8px; } figcaption { color: var(--soft); font-size: 13px; }
.chart { background: #fff; border-radius: 6px; padding: 4px; } .chart svg { width: 100%; max-width: 480px; height: auto; display: block; margin: 0 auto; }
@media (max-width: 520px) { .tiles { grid-template-columns: 1fr; gap: 0; } .tile { display: flex; justify-content: space-between; gap: 12px; padding: 7px 12px; border-radius: 0; margin-top: -1px; } .tile dd { text-align: right; } .tile b { font-size: 16px; } }
@media print { body { font-size: 12px; } h1 { font-size: 20px; } h2 { font-size: 14px; } :root { color-scheme: light; --ink: #000; --soft: #333; --line: #999; --paper: #fff; --ground: #fff; } body { background: #fff; color: #000; } main { max-width: none; padding: 0; } .cards { columns: 1; } .tile, section { border-color: #999; } .scroll { overflow: visible; } table { font-size: 11px; } .tiles { grid-template-columns: repeat(4, 1fr); gap: 6px; } .tile b { font-size: 14px; } .number { white-space: normal; } }
`;
