import type { Routes } from '@angular/router';
import type { Feature } from './feature';

/** The routes of features' pages, below the messaging's. */
export const pageRoutes = (features: readonly Feature[]): Routes =>
  features.flatMap(({ pages = [] }) =>
    pages.map(({ path, title, load }) => ({ path, title, loadComponent: load })),
  );

/** The routes of what features show beside a timeline, below a conversation's. */
export const panelRoutes = (features: readonly Feature[]): Routes =>
  features.flatMap(({ panels = [] }) => panels.map(({ path, load }) => ({ path, loadComponent: load })));

/** The routes of features' pages for administrators, below `/admin`. */
export const administrationRoutes = (features: readonly Feature[]): Routes =>
  features.flatMap(({ administration = [] }) =>
    administration.map(({ path, title, load }) => ({ path, title, loadComponent: load })),
  );
