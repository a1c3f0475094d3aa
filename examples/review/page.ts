/** The review as one HTML page that needs nothing else: no script, no network, prints well. */
import type { AccountReview, PortfolioReview, Turnover } from "clientele/review";

import { escaped, lifecycleChart, lorenzChart, paretoChart, rfmChart, waterfallChart } from "./charts.js";
import { cash, grouped, percentText, printAccount, stateName } from "./print.js";

const STYLE = `
:root { color-scheme: light dark; --ink: #1b2430; --soft: #566172; --line: #d5dbe3; --paper: #fff; --ground: #f4f6f9;
  --blue: #1f5fbf; --good: #1d7f53; --warn: #9a6200; --bad: #b3382c;
  --h1: #dbe8fb; --h2: #9cc2f5; --h3: #4b8ce0; --h4: #174a96; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ecf3; --soft: #a5b0c0; --line: #34404f; --paper: #171e27; --ground: #0f141b;
  --blue: #6aa5f7; --good: #4fc08d; --warn: #e0a33a; --bad: #f0857a; --h1: #1c2c44; --h2: #24477a; --h3: #2f66b3; --h4: #8bbcff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 24px 16px 48px; }
h1 { font-size: 26px; margin: 0; } h2 { font-size: 17px; margin: 0 0 10px; }
p { margin: 4px 0; } .soft { color: var(--soft); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 12px; margin: 20px 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr)); gap: 16px; }
.tile, section { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 14px 16px; min-width: 0; }
.tile b { display: block; font-size: 20px; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.wide { grid-column: 1 / -1; } .scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: 5px 8px; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } td.text { text-align: left; white-space: normal; min-width: 15em; }
th { color: var(--soft); font-weight: 600; }
ol { margin: 0; padding-left: 22px; } li { margin-bottom: 8px; }
pre { margin: 0; font: 13px/1.45 ui-monospace, monospace; overflow-x: auto; }
svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif; } svg .tick { fill: var(--soft); font-size: 12px; }
.good { fill: var(--good); } .warn { fill: var(--warn); } .bad { fill: var(--bad); } .total { fill: var(--blue); }
.curve { fill: none; stroke: var(--blue); stroke-width: 2.5; } .even { stroke: var(--soft); stroke-dasharray: 4 4; }
.grid { stroke: var(--line); } .area { fill: var(--h1); } .band { fill: var(--h1); } .band-1 { opacity: .6; } .band-2 { opacity: .25; }
.heat-0 { fill: var(--ground); } .heat-1 { fill: var(--h1); } .heat-2 { fill: var(--h2); } .heat-3 { fill: var(--h3); } .heat-4 { fill: var(--h4); }
svg .heat-text-4 { fill: var(--paper); font-weight: 600; }
@media print { body { background: #fff; } section, .tile { break-inside: avoid; } }
`;

function tile(name: string, value: string, note = ""): string {
  return `<div class="tile"><span class="soft">${escaped(name)}</span><b>${escaped(value)}</b><span class="soft">${escaped(note)}</span></div>`;
}

function card(title: string, content: string, style = ""): string {
  return `<section class="${style}"><h2>${escaped(title)}</h2>${content}</section>`;
}

function turnoverTable(review: PortfolioReview): string {
  const row = (name: string, { sales, returns, net, orders }: Turnover): string => {
    const cells = [grouped(String(orders)), grouped(sales.amount), grouped(returns.amount), grouped(net.amount)];
    return `<tr><td>${escaped(name)}</td>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  };
  const { accounts, unattributed, total } = review.turnover;
  return `<div class="scroll" tabindex="0"><table><thead><tr><th>${escaped(review.currency)}</th><th>orders</th><th>sales</th><th>returns</th><th>net</th></tr></thead><tbody>${[
    row("accounts, window", accounts.current),
    row("no account, window", unattributed.current),
    row("all, window", total.current),
    row("all, window before", total.previous),
    row("all time", total.all),
  ].join("")}</tbody></table></div>`;
}

function actionList(review: PortfolioReview): string {
  const items = review.actions.slice(0, 12).map(({ account, action }) => {
    const due = `by ${action.dueOn}, ${action.role}`;
    return `<li><b>${escaped(account)}</b>: ${escaped(action.title)}.<br>${escaped(action.reason)} <span class="soft">${escaped(due)}</span></li>`;
  });
  return items.length === 0 ? "<p>Nothing to do.</p>" : `<ol>${items.join("")}</ol>`;
}

function accountTable(review: PortfolioReview): string {
  const byId = new Map(review.accounts.map((one) => [one.account.id, one]));
  const rows = review.abc.rows.slice(0, 25).flatMap(({ id, class: name, rank, share }) => {
    const one = byId.get(id);
    if (one === undefined) return [];
    const state = one.lifecycle.state === "known" ? stateName(one.lifecycle.value.state) : "not known";
    const bonus = one.bonus.state === "known" ? grouped(one.bonus.value.current?.earned.amount ?? "0") : "–";
    const first = one.actions[0]?.title ?? "–";
    const cells = [String(rank), name, grouped(one.turnover.current.net.amount), percentText(share), state, bonus];
    return [`<tr><td>${escaped(one.account.name ?? id)}</td>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}<td class="text">${escaped(first)}</td></tr>`];
  });
  return `<div class="scroll" tabindex="0"><table><thead><tr><th>account</th><th>rank</th><th>class</th><th>net</th><th>share</th><th>state</th><th>bonus</th><th>first action</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

/** The whole page. */
export function pageOf(review: PortfolioReview, account: AccountReview | undefined, title: string): string {
  const { turnover, concentration, bonusEarned, overdue, windows } = review;
  const tiles = [
    tile("Net turnover of the window", cash(turnover.total.current.net), `from ${windows.current.from}`),
    tile("Accounts", grouped(String(review.accounts.length)), `${grouped(String(review.abc.classes[0].count))} make most of it`),
    tile("Ten largest", concentration.state === "known" ? percentText(concentration.top[10]) : "–", "of the turnover"),
    tile("Bonus earned", bonusEarned.state === "known" ? cash(bonusEarned.value) : "no agreement"),
    tile("Overdue", overdue.state === "known" ? cash(overdue.value.amount) : "not known", overdue.state === "known" ? `of ${String(overdue.value.accounts)} accounts` : "no payments given"),
    tile("Coverage", percentText(review.coverage), "of the picture"),
  ];
  const one =
    account === undefined
      ? []
      : [
          card(`${account.account.name ?? account.account.id}: from list to invoice`, waterfallChart(account)),
          card("One account in full", `<pre tabindex="0">${escaped(printAccount(account))}</pre>`),
        ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`Portfolio review, ${title}`)}</title><style>${STYLE}</style></head>
<body><main>
<h1>Portfolio review</h1><p class="soft">${escaped(title)} · as of ${review.asOf} · policy ${escaped(review.policy)}</p>
<div class="tiles">${tiles.join("")}</div>
<div class="cards">
${card("What to do first", actionList(review), "wide")}
${card("Where the accounts stand", lifecycleChart(review))}
${card("Recency and frequency", rfmChart(review))}
${card("ABC: cumulative turnover", paretoChart(review))}
${card("Lorenz curve", lorenzChart(review))}
${one.join("\n")}
${card("Turnover", turnoverTable(review), "wide")}
${card("The largest accounts", accountTable(review), "wide")}
</div></main></body></html>
`;
}
