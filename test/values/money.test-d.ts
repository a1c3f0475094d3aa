/** What must not compile: two currencies in one sum, a rate the wrong way round. */
import { add, allocate, compare, convert, exchangeRate, extendPrice, money, subtract, sum, unitPrice } from "../../src/values/index.js";
import type { Money } from "../../src/values/index.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function expectTrue<T extends true>(): T | undefined {
  return undefined;
}

const euro = money("1.00", "EUR");
const dollar = money("1.00", "USD");
const some: Money = euro;

expectTrue<Equal<(typeof euro)["currency"], "EUR">>();
expectTrue<Equal<ReturnType<typeof sum<"EUR">>["currency"], "EUR">>();

add(euro, euro);
add(some, some);
// @ts-expect-error euro plus dollar
add(euro, dollar);
// @ts-expect-error euro less dollar
subtract(euro, dollar);
// @ts-expect-error euro against dollar
compare(euro, dollar);
// @ts-expect-error a sum of euro, called dollar
sum([euro], "USD");
sum([some], "USD");

const rate = exchangeRate({ from: "EUR", to: "USD", rate: "1.1" });
expectTrue<Equal<ReturnType<typeof convert<"EUR", "USD">>["currency"], "USD">>();
convert(euro, rate);
// @ts-expect-error a rate from euro for dollars
convert(dollar, rate);

add(euro, extendPrice(unitPrice("1", "EUR"), 2));
// @ts-expect-error a line in dollars, added to euro
add(euro, extendPrice(unitPrice("1", "USD"), 2));
// @ts-expect-error a price is no money
add(unitPrice("1", "EUR"), euro);
// @ts-expect-error parts are read-only
allocate(euro, [1, 1])[0] = euro;
// @ts-expect-error an amount is read-only
euro.amount = "2.00";
// @ts-expect-error no such rounding
money("1", "EUR", { rounding: "half-up" });
