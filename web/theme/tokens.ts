// Colours and measures. Ant Design's own primary and secondary text colours have too little contrast for WCAG AA; these have enough on every
// background that they are used on (test/browser looks, in both schemes).
import { theme, type ThemeConfig } from 'antd';

const fontFamily = [
  'system-ui',
  '-apple-system',
  '"Segoe UI"',
  'Roboto',
  '"Noto Sans"',
  '"PingFang SC"',
  '"Microsoft YaHei"',
  '"Noto Sans CJK SC"',
  'sans-serif',
].join(', ');

const shared = {
  fontFamily,
  borderRadius: 6,
  // Everything is where it will stay.
  motionDurationMid: '0.1s',
  motionDurationSlow: '0.15s',
  // Some get dizzy, and have told their system so.
  motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
};

/** The arrow in the heading says enough about which column sorts. */
const components = {
  Table: { bodySortBg: 'transparent', headerSortActiveBg: 'var(--ant-table-header-bg)' },
};

export const lightTheme = {
  cssVar: { key: 'accord-light' },
  components: {
    Table: { ...components.Table, rowSelectedBg: '#eaf2ff', rowSelectedHoverBg: '#eaf2ff' },
  },
  algorithm: theme.defaultAlgorithm,
  token: {
    ...shared,
    colorPrimary: '#0958d9',
    // Ant Design lightens it, to less contrast than text needs.
    colorPrimaryHover: '#0a4cbf',
    colorLink: '#0958d9',
    colorLinkHover: '#0a4cbf',
    colorInfo: '#0958d9',
    colorSuccess: '#237804',
    colorWarning: '#874d00',
    colorError: '#cf1322',
    // What Ant Design makes of such dark colours is grey.
    colorSuccessBg: '#f2fae9',
    colorSuccessBorder: '#b5d99c',
    colorWarningBg: '#fff8e6',
    colorWarningBorder: '#ecd49b',
    colorText: '#1d2129',
    colorTextSecondary: '#4e5561',
    colorTextTertiary: '#5f6673',
    colorTextQuaternary: '#6b7280',
    colorTextPlaceholder: '#6b7280',
    colorTextDescription: '#5f6673',
    colorBgLayout: '#f4f6f9',
  },
} satisfies ThemeConfig;

export const darkTheme = {
  cssVar: { key: 'accord-dark' },
  components: {
    ...components,
    // The primary colour is dark enough for white text on it, so it is too dark for text.
    Table: { ...components.Table, rowSelectedBg: '#17253d', rowSelectedHoverBg: '#17253d' },
    Button: {
      dangerColor: '#15191f',
      defaultHoverColor: '#a3c8ff',
      defaultHoverBorderColor: '#a3c8ff',
      defaultActiveColor: '#78adff',
      defaultActiveBorderColor: '#78adff',
    },
    Tabs: { itemSelectedColor: '#78adff', itemHoverColor: '#a3c8ff', itemActiveColor: '#78adff' },
  },
  algorithm: theme.darkAlgorithm,
  token: {
    ...shared,
    colorPrimary: '#3c7be8',
    // Ant Design lightens it, to too little contrast with the white text on it.
    colorPrimaryHover: '#3467c4',
    colorLink: '#93bdff',
    colorLinkHover: '#a3c8ff',
    colorInfo: '#78adff',
    colorSuccess: '#6abe39',
    colorWarning: '#e8b339',
    colorError: '#ff9a97',
    colorText: '#e6e9ef',
    colorTextSecondary: '#b4bac6',
    colorTextTertiary: '#a3a9b5',
    colorTextQuaternary: '#989eab',
    colorTextPlaceholder: '#989eab',
    colorTextDescription: '#a3a9b5',
    colorBgLayout: '#0f1216',
    colorBgBase: '#15191f',
  },
} satisfies ThemeConfig;
