import { QueryClientProvider } from '@tanstack/react-query';
import { ErrorBoundary, ToastProvider } from '@understudy/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { z } from 'zod';
import { newQueryClient } from './api/query-client.js';
import { App } from './app.js';
import './styles/main.css';

// zod looks whether it may compile code; the content security policy forbids it, and would report each try.
z.config({ jitless: true });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary reassurance="What the sandbox holds is safe.">
      <QueryClientProvider client={newQueryClient()}>
        <ToastProvider>
          <BrowserRouter basename="/sandbox">
            <App />
          </BrowserRouter>
        </ToastProvider>
      </QueryClientProvider>
    </ErrorBoundary>
  </StrictMode>,
);
