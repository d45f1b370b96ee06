// A workforce to try the page with: thirty people, columns as a payroll program may call them, a dozen faults.

const TEXT = `\
Officine Esempio S.r.l. - elenco per CIG in deroga;;;;;;;;

Matr. dip.;Nominativo;Cod.Fisc.;Dt. Assunz.;Tipo Rapp.;Qualifica;Orario contrattuale;GG CIG;Ore CIG;Note reparto
101;Rossi Mario;RSSMRA65A01L219N;01/02/2015;TI;OP;40;20;160;Torni
102;Bianchi Anna;BNCNNA72H44F205T;15.03.2012;tempo indeterminato;IMP;40,00;20;160;Ufficio
103;Ferrari Luigi;FRRLGU79S07H501D;2018-09-03T00:00:00;T.I.;op.;38:30;20;154;"Montaggio; linea 2"
104;Russo Giulia;RSSGLI86D50D612O;24/02/2020;TI;Impiegata;20;20;80;Torni
105;Esposito Marco;SPSMRC93P13L219E;12102009;tempo indeterminato;Quadro;40;20;160;Ufficio
106;Colombo Sara;CLMSRA65B56F205A;01/02/2015;T.I.;OP;40,00;20;160;"Montaggio; linea 2"
107;Ricci Paolo;RCCPLA72L19H501V;15.03.2012;TI;IMP;38:30;20;240;Torni
108;Marino Elena;MRNLNE79T62D612J;02/03/20;tempo indeterminato;op.;20;20;80;Ufficio
109;Greco Andrea;GRCNDR86E25L219F;3/5/11;T.I.;Impiegata;40;20;160;"Montaggio; linea 2"
110;Bruno Chiara;BRNCHR93R68F20;12102009;TI;Quadro;40,00;20;160;Torni
111;Gallo Luca;GLLLCU65C03H501O;01/02/2015;tempo indeterminato;OP;38:30;20;154;Ufficio
112;Conti Laura;CNTLRA72M46D612B;24/02/2020;T.I.;IMP;20;20;80;"Montaggio; linea 2"
113;De Luca Franco;DLCFNC79A09L219G;2018-09-03T00:00:00;TI;op.;40;20;160;Torni
114;Mancini Marta;frrlgu79s07h501d;3/5/11;tempo indeterminato;Impiegata;40,00;20;160;Ufficio
115;Costa Davide;CSTDVD93S15H501T;12102009;TD;Quadro;38:30;20;154;"Montaggio; linea 2"
116;Giordano Silvia;GRDSLV65D58D612B;31/02/2019;TI;OP;20;20;80;Torni
117;Rizzo Stefano;RZZSFN72P21L219G;15.03.2012;tempo indeterminato;IMP;40;20;160;Ufficio
118;Lombardi Paola;LMBPLA 79B64 F205V;2018-09-03T00:00:00;T.I.;op.;40,00;20;160;"Montaggio; linea 2"
119;Moretti Roberto;MRTRRT86L27H501F;3/5/11;TI;Impiegata;38:30;20;154;Torni
120;Barbieri Irene;BRBRNI93T42D612D;12102009;tempo indeterminato;Quadro;20;20;otto;Ufficio
121;Fontana Mario;FNTMRA65E05L219K;01/02/2015;T.I.;OP;40;20;160;"Montaggio; linea 2"
122;Santoro Anna;SNTNNA72R48F205P;15.03.2012;TI;IMP;40,00;20;;Torni
123;Mariani Luigi;MRNLGU79C11H501X;2018-09-03T00:00:00;stagionale;op.;38:30;20;154;Ufficio
124;Rinaldi Giulia;RNLGLI86M54D612U;3/5/11;T.I.;Impiegata;20;20;80;"Montaggio; linea 2"
125;Caruso Marco;CRSMRC93A17L219H;12102009;TI;Quadro;40;20;160;Torni
126;Ferrara Sara;FRRSRA65H60F205B;01/02/2015;tempo indeterminato;OP;40,00;40;160;Ufficio
127;Galli Paolo;GLLPLA72S23H501F;15.03.2012;T.I.;IMP;38:30;20;154;"Montaggio; linea 2"
128;Martini Elena;MRTLNE79D66D612G;2018-09-03T00:00:00;TI;op.;20;20;80;Torni
129;Leone Andrea;LNENDR86P01L219Z;3/5/11;tempo indeterminato;Impiegata;40;20;160;Ufficio
130;Longo Chiara;LNGCHR93B44F205Y;12102009;T.I.;Quadro;40,00;20;160;"Montaggio; linea 2"
Totale;;;;;;;600;4312;
`;

/** As if it were a file that somebody chose. */
export const sample = () => ({ name: "esempio-con-difetti.csv", text: TEXT });
