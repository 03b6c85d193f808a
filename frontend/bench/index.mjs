import { fill } from './fill.mjs';
import { openBrowser } from './browser.mjs';
import { startProduct } from './product.mjs';
import { bigList } from './rows/big-list.mjs';
import { burst } from './rows/burst.mjs';
import { firstScreen } from './rows/first-screen.mjs';
import { held } from './rows/held.mjs';
import { history } from './rows/history.mjs';
import { keys } from './rows/keys.mjs';
import { ownMessage } from './rows/own-message.mjs';
import { switching } from './rows/switching.mjs';
import { table } from './table.mjs';

/** The last ones change what the others measure: they leave their messages in the conversation that the others open. */
const all = { firstScreen, switching, keys, ownMessage, history, bigList, burst, held };
const wanted = process.argv.slice(2);
const rounds = wanted.includes('short') ? 1 : 3;
const names = wanted.filter((name) => name !== 'short');
const unknown = names.filter((name) => !(name in all));
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}.`);
  process.exit(1);
}

const say = (text) => process.stderr.write(`${text}\n`);
const product = await startProduct();
const browser = await openBrowser(product.url);
let figures = [];
try {
  say('Filling the database');
  const stage = await fill(product, (name) => names.length === 0 || names.includes(name));
  for (const [name, row] of Object.entries(all)) {
    if (names.length > 0 && !names.includes(name)) continue;
    say(`Measuring ${name}`);
    const measured = await row({ browser, stage, rounds });
    for (const { what, unit, rounds: values } of measured) say(`  ${what}: ${values.join(', ')} ${unit}`);
    figures = [...figures, ...measured];
  }
  stage.close();
} finally {
  await browser.close();
  await product.stop();
}
console.log(table(figures));
