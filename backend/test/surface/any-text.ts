import * as fc from 'fast-check';

const firstSurrogate = 0xd800;
const surrogates = 0x800;

const character = fc.nat({ max: 0x10ffff - surrogates }).map(
  (at) => String.fromCodePoint(at < firstSurrogate ? at : at + surrogates),
  (text) => {
    const [first = '', ...others] = typeof text === 'string' ? text : '';
    if (first === '' || others.length > 0) throw new Error('This is no character.');
    const code = first.codePointAt(0)!;
    return code < firstSurrogate ? code : code - surrogates;
  },
);

/** What `fc.string({ unit: 'binary' })` gives, without its table of a million characters, which takes a second and 100 MB. */
export const anyText = fc.string({ unit: character });
