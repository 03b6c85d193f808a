import type { Routes } from '@angular/router';
import type { Feature, Load } from './feature';

/** The routes of features' pages, below the messaging's. */
export const pageRoutes = (features: readonly Feature[]): Routes =>
  features.flatMap(({ pages = [] }) =>
    pages.map(({ path, title, load }) => ({ path, title, loadComponent: load })),
  );

/** The routes of what features show beside a timeline, below a conversation's. */
export const panelRoutes = (features: readonly Feature[]): Routes =>
  features.flatMap(({ panels = [] }) => panels.map(({ path, load }) => ({ path, loadComponent: load })));

/** The routes of the settings: a page for each section that features declare, each drawn by `load`. */
export const settingsRoutes = (features: readonly Feature[], load: Load<unknown>): Routes =>
  features.flatMap(({ settings = [] }) =>
    settings.map(({ name, label }) => ({
      path: name,
      title: label,
      loadComponent: load,
      data: { section: name },
    })),
  );

/** The routes of features' pages for administrators, below `/admin`. */
export const administrationRoutes = (features: readonly Feature[]): Routes =>
  features.flatMap(({ administration = [] }) =>
    administration.map(({ path, title, load, row }) => ({
      path,
      title,
      loadComponent: load,
      children: row ? [{ path: row.path, loadComponent: row.load }] : [],
    })),
  );
