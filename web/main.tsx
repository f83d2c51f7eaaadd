import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { makeQueryClient } from './api/query-client.ts';
import { myProjectsQuery, sessionQuery } from './api/session.ts';
import { startI18n } from './i18n/i18n.ts';
import { makeRouter } from './routes.tsx';
import { ThemeProvider } from './theme/ThemeProvider.tsx';
import { MessagesProvider } from './ui/messages.tsx';

const client = makeQueryClient();
// Asked for while the texts and the page are still on their way.
void client.prefetchQuery(sessionQuery);
void client.prefetchQuery(myProjectsQuery);

const place = document.getElementById('console');
if (place === null) throw new Error('index.html has no place for the console');

await startI18n();
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <ThemeProvider>
        <MessagesProvider>
          <RouterProvider router={makeRouter()} />
        </MessagesProvider>
      </ThemeProvider>
    </QueryClientProvider>
  </StrictMode>,
);
