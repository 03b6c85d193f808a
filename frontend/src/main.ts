import { bootstrapApplication } from '@angular/platform-browser';
import { AppComponent } from './app/app.component';
import { appConfig } from './app/app.config';
import { installDefaultPolicy } from './app/core/trusted-types';

installDefaultPolicy();

// A failure to start shows in the console as an unhandled rejection, which is all that can be done then.
void bootstrapApplication(AppComponent, appConfig);
