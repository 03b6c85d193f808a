import {
  createFlexibleConnectedPositionStrategy,
  createGlobalPositionStrategy,
  type ConnectedPosition,
} from '@angular/cdk/overlay';
import type { DialogConfig } from '@angular/cdk/dialog';
import type { Injector } from '@angular/core';

const beside: ConnectedPosition[] = [
  { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 4 },
  { originX: 'end', originY: 'top', overlayX: 'end', overlayY: 'bottom', offsetY: -4 },
];

/** Where a dialog stands that is about one thing on the screen: beside it, or at the bottom where the screen is narrow. */
export const floating = (
  injector: Injector,
  origin: HTMLElement,
  narrow: boolean,
): Pick<DialogConfig, 'backdropClass' | 'positionStrategy'> => ({
  backdropClass: narrow ? 'dialog-scrim' : 'cdk-overlay-transparent-backdrop',
  positionStrategy: narrow
    ? createGlobalPositionStrategy(injector).centerHorizontally().bottom('0')
    : createFlexibleConnectedPositionStrategy(injector, origin)
        .withPositions(beside)
        .withViewportMargin(8)
        .withPush(true),
});
