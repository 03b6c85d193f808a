import { ChangeDetectionStrategy, Component, booleanAttribute, input } from '@angular/core';
import { LogoComponent } from '../../ui/logo.component';

/** The frame of the pages before the messaging: brand, a heading, a form. */
@Component({
  selector: 'ls-session-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [LogoComponent],
  host: { '[class.wide]': 'wide()' },
  template: `<main>
    <header>
      <ls-logo [size]="44" />
      <p class="brand">LitSpark <span>Messagerie</span></p>
    </header>
    <section class="card">
      <h1>{{ heading() }}</h1>
      <ng-content />
    </section>
    <ng-content select="[below]" />
    <footer><ng-content select="[foot]" /></footer>
  </main>`,
  styles: `
    :host {
      display: block;
      height: 100dvh;
      overflow: auto;
      background: var(--paper-2);
    }
    main {
      display: grid;
      /* What is above and below keeps the card in the middle. */
      grid-template-rows: minmax(min-content, 1fr) auto auto minmax(min-content, 1fr);
      gap: 20px;
      width: min(420px, 100%);
      min-height: 100%;
      margin: 0 auto;
      padding: 32px 16px 16px;
    }
    header {
      display: flex;
      align-items: center;
      align-self: end;
      justify-content: center;
      gap: 12px;
    }
    footer {
      align-self: end;
    }
    .brand {
      font: 700 24px/32px var(--face);
      letter-spacing: -0.02em;
    }
    .brand span {
      color: var(--ink-2);
      font-weight: 400;
    }
    @media (min-width: 1000px) {
      :host(.wide) main {
        grid-template-rows: minmax(min-content, 1fr) auto minmax(min-content, 1fr);
        grid-template-columns: 400px 400px;
        column-gap: 48px;
        width: 880px;
      }
      :host(.wide) :is(header, footer) {
        grid-column: 1 / 3;
      }
      .card {
        align-self: start;
      }
    }
    .card {
      display: grid;
      gap: 18px;
      padding: 24px;
      border: 1px solid var(--line);
      border-radius: 14px;
      background: var(--raised);
    }
  `,
})
export class SessionCardComponent {
  readonly heading = input.required<string>();
  /** Lays what comes below beside the card, where there is room. */
  readonly wide = input(false, { transform: booleanAttribute });
}
