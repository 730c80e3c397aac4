import { showsKey } from '../redactKey.ts';
import { amountIn, isNumber } from './amounts.ts';
import { toNumber } from './exactDecimal.ts';
import { pointerForm } from './jsonPointer.ts';

/** A number in an answer, read as an entry would read it. */
export interface AnswerNumber {
  /** The JSON Pointer that leads to it. */
  readonly pointer: string;
  readonly value: number;
  /** Its name is one that services give to what is left. */
  readonly isLikely: boolean;
}

const mostVisited = 5000;
const mostNumbers = 500;
const mostItems = 20;
const longestPointer = 256;

const usualNames = /remain|balance|left|available|credit|quota|funds|wallet/i;
const otherNames = /used|usage|spent|consum|total|limit|granted|cost|count|_id$|^id$|time|date|expir|_at$/i;

/**
 * The numbers of an answer in its order, also those that are texts: the only values of it that are ever shown. What shows
 * a part of the key, as a name or as a number, is left out.
 */
export function answerNumbers(answer: unknown, key: string): readonly AnswerNumber[] {
  const found: AnswerNumber[] = [];
  const toVisit: { readonly value: unknown; readonly pointer: string }[] = [{ value: answer, pointer: '' }];
  for (let visited = 0; visited < mostVisited && found.length < mostNumbers; visited += 1) {
    const next = toVisit.pop();
    if (!next) break;
    const { value, pointer } = next;
    if (typeof value === 'object' && value !== null) {
      toVisit.push(...childrenOf(value, pointer, key).toReversed());
      continue;
    }
    if (typeof value !== 'number' && typeof value !== 'string') continue;
    const amount = amountIn(value, '');
    if (!isNumber(amount) || showsKey(String(value), key)) continue;
    const name = pointer.slice(pointer.lastIndexOf('/') + 1);
    const isLikely = usualNames.test(name) && !otherNames.test(name);
    found.push({ pointer, value: toNumber(amount), isLikely });
  }
  return found;
}

function childrenOf(value: object, pointer: string, key: string) {
  const names = Array.isArray(value) ? value.slice(0, mostItems).map((_, index) => String(index)) : Object.keys(value);
  return names.slice(0, mostNumbers).flatMap((name) => {
    const child = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    // A star would mean every item; an address is nobody's business.
    const isUsable = name !== '*' && !/@|:\/\//.test(name) && !showsKey(name, key);
    if (!isUsable || child.length > longestPointer || !pointerForm.test(child)) return [];
    return [{ value: Reflect.get(value, name), pointer: child }];
  });
}
