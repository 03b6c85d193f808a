import { readFileSync } from 'node:fs';
import { Controller, Get, Header, Res } from '@nestjs/common';
import { asyncApiDocument, openApiDocument } from '@litspark/shared-contracts';
import type { Response } from 'express';
import { withoutTrustedTypes } from '../../platform/http/security-headers.js';
import { Public } from '../../platform/security/access.js';
import { docsPage, docsScript } from './docs-page.js';

/** The contract, for people (`/api/docs`) and for programs; made from the schemas that also check what comes in. */
@Controller()
@Public()
export class ApiDocsController {
  // Built when first asked for: most starts end before anybody does.
  private openApi: object | null = null;
  private asyncApi: object | null = null;

  @Get('docs')
  page(@Res() response: Response): void {
    const policy = String(response.getHeader('Content-Security-Policy'));
    response.setHeader('Content-Security-Policy', withoutTrustedTypes(policy));
    response.type('html').send(docsPage);
  }

  @Get('docs/start.js')
  script(@Res() response: Response): void {
    response.type('js').send(docsScript);
  }

  @Get('docs.json')
  @Header('Content-Type', 'application/json')
  openApiJson(): object {
    return (this.openApi ??= openApiDocument(productVersion()));
  }

  @Get('events.json')
  @Header('Content-Type', 'application/json')
  asyncApiJson(): object {
    return (this.asyncApi ??= asyncApiDocument(productVersion()));
  }
}

function productVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
