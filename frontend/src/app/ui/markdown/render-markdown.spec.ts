import { describe, expect, it } from '@jest/globals';
import { mentionSource } from '@litspark/shared-contracts';
import { renderMarkdown } from './render-markdown';

const ann = '0190a0a0-0000-7000-8000-000000000001';

function rendered(source: string, options = {}): HTMLElement {
  const host = document.createElement('div');
  host.append(renderMarkdown(source, options));
  return host;
}

/** Without the direction that each block has. */
function html(source: string, options = {}): string {
  return rendered(source, options).innerHTML.replaceAll(' dir="auto"', '').trim();
}

describe('a message’s Markdown', () => {
  it('gives each block the direction of what was typed in it, and code none', () => {
    const blocks = 'مرحبا\n\n- واحد\n\n1. one\n\n> quote\n\n# Title\n\n|a|\n|-|\n|1|';
    for (const block of rendered(blocks).querySelectorAll('p, ul, ol, li, blockquote, th, td')) {
      expect(block.getAttribute('dir')).toBe('auto');
    }
    expect(rendered('```\nx\n```').querySelector('[dir]')).toBeNull();
  });

  it('sets French as French is, but no code and no address', () => {
    expect(html('Quoi : « 1 840 » !')).toBe('<p>Quoi\u202F: «\u202F1\u202F840\u202F»\u202F!</p>');
    expect(html('**Attention** :')).toBe('<p><strong>Attention</strong>\u202F:</p>');
    expect(html('`a ? b : c !`\n\n```\nd ? e : 1 000\n```')).not.toContain('\u202F');
  });

  it('keeps line breaks as typed', () => {
    expect(html('one\ntwo')).toBe('<p>one<br>two</p>');
  });

  it('shows emphasis, lists, quotes and code', () => {
    expect(html('**a** *b* ~~c~~ `d`')).toBe(
      '<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>',
    );
    expect(html('- a\n- b')).toContain('<li>a</li>');
    expect(html('> q')).toContain('<blockquote>');
    expect(html('```ts\nconst a = 1 < 2;\n```')).toContain(
      '<code data-language="ts">const a = 1 &lt; 2;</code>',
    );
  });

  it('keeps headings out of the page’s outline', () => {
    expect(html('# Title')).toBe('<p class="heading">Title</p>');
  });

  it('opens links elsewhere, without handing over who asks', () => {
    expect(html('[a](https://example.org/x)')).toBe(
      '<p><a href="https://example.org/x" target="_blank" rel="noopener noreferrer">a</a></p>',
    );
    expect(html('https://example.org')).toContain('rel="noopener noreferrer"');
  });

  it('finds addresses that stand in the text as they are', () => {
    const to = (source: string) =>
      [...html(source).matchAll(/href="([^"]*)"[^>]*>([^<]*)/g)].map((a) => a.slice(1));
    expect(to('(see https://example.org/a_b_c_(d)*e*, or www.example.org/x?)')).toEqual([
      ['https://example.org/a_b_c_(d)*e*', 'https://example.org/a_b_c_(d)*e*'].map((a) =>
        a.replace(/\*$/, ''),
      ),
      ['https://www.example.org/x', 'www.example.org/x'],
    ]);
    expect(to('write to ann.lee+x@example.co.uk.')).toEqual([
      ['mailto:ann.lee+x@example.co.uk', 'ann.lee+x@example.co.uk'],
    ]);
    expect(to('xhttps://example.org `https://example.org` javascript://x ftp://x')).toEqual([]);
    expect(html('[**https://a.example**](https://a.example)').match(/<a /g)).toHaveLength(1);
  });

  it('says where a link leads whose text looks like another address', () => {
    const host = (source: string) => /class="link-host">\((.*?)\)</.exec(html(source))?.[1] ?? null;
    expect(host('[https://bank.example](https://evil.example)')).toBe('evil.example');
    expect(host('[bank.example/login](https://evil.example/bank.example)')).toBe('evil.example');
    expect(host('[**bank**.example](https://evil.example)')).toBe('evil.example');
    expect(host('[bank\u200b.exam\u00adple](https://evil.example)')).toBe('evil.example');
    expect(host('[bank。example](https://evil.example)')).toBe('evil.example');
    expect(host('![bank.example](https://evil.example)')).toBe('evil.example');
    expect(host('[https://bank.example@evil.example](https://bank.example)')).toBe('bank.example');
    expect(host('[ann@bank.example](mailto:eve@evil.example)')).toBe('eve@evil.example');
    expect(host('[https://bank.example](https://bank.example/login)')).toBeNull();
    expect(host('[bank.example](https://bank.example)')).toBeNull();
    expect(host('[the bank](https://bank.example)')).toBeNull();
    expect(host('https://bank.example and <https://bank.example>')).toBeNull();
  });

  it('ticks the boxes of a list of tasks', () => {
    expect(html('- [ ] a\n- [x] b')).toContain('<li>☐ a</li>\n<li>☑ b</li>');
  });

  it('aligns the columns of a table as asked', () => {
    expect(html('|a|b|\n|-|-:|\n|1|2|')).toContain('<td align="right">2</td>');
  });

  it('shows a table as one, whose frame can be scrolled by keyboard', () => {
    const shown = html('|a|b|\n|-|-:|\n|1|2|');
    expect(shown).toMatch(/^<div class="table" tabindex="0"><table>[^]*<\/table><\/div>$/);
    expect(shown).toContain('<th scope="col" align="right">b</th>');
  });

  it('shows a picture as a link, so that no other host hears of the reader', () => {
    const shown = html('![cat](https://example.org/cat.png)');
    expect(shown).not.toContain('<img');
    expect(shown).toContain('href="https://example.org/cat.png"');
  });

  it('shows mentions as chips, one’s own in another colour, with the present name', () => {
    const source = `${mentionSource('Ann', ann)} hello`;
    expect(html(source)).toContain('<span class="mention">@Ann</span> hello');
    expect(html(source, { ownUserId: ann })).toContain('class="mention mention-own"');
    expect(html(source, { nameOf: () => '<b>Ann</b>' })).toContain('@&lt;b&gt;Ann&lt;/b&gt;');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:msgbox(1))',
    '[x](&#106;avascript:alert(1))',
    '![x](javascript:alert(1))',
    '<style>*{display:none}</style>',
    '<form action="https://evil.example"><input name=p></form>',
    '<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math>',
    `@[<img src=x onerror=alert(1)>](user:${ann})`,
    '```"><img src=x onerror=alert(1)>\ncode\n```',
    '<div onclick=alert(1) style="position:fixed;inset:0">x</div>',
    '[x](https://example.org "\\" onmouseover=alert(1) x=\\"")',
  ])('is harmless: %s', (source) => {
    const host = document.createElement('div');
    host.append(renderMarkdown(source));
    expect(host.querySelector('script,img,svg,iframe,style,form,input,math,object,embed')).toBeNull();
    for (const element of host.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on|^style$|^srcdoc$/);
        expect(value).not.toMatch(/^\s*(javascript|data|vbscript):/i);
      }
    }
  });

  it('shows typed HTML as the text it is', () => {
    expect(html('<b>x</b> a < b')).toBe('<p>&lt;b&gt;x&lt;/b&gt; a &lt; b</p>');
  });
});
